/**
 * What every folder may use: plain data types, errors, seeded random numbers, paths, whole files and their checksums,
 * other programs, progress, tables and numbers as text, the nearest name, positions of ids.
 */
export * from "./checked_json.ts";
export * from "./checksum.ts";
export * from "./differing.ts";
export { checkOutput, checkOutputFolder } from "./check_output.ts";
export { isStandardOutput, isStream, outputName } from "./destination.ts";
export * from "./errors.ts";
export * from "./file_name.ts";
export * from "./file_size.ts";
export * from "./file_bytes.ts";
export * from "./files.ts";
export * from "./histogram_steps.ts";
export * from "./holding.ts";
export * from "./known_files.ts";
export * from "./lazy_list.ts";
export * from "./libc.ts";
export * from "./lines.ts";
export * from "./margin_bins.ts";
export * from "./mean.ts";
export * from "./nearest.ts";
export * from "./numbers.ts";
export * from "./paths.ts";
export * from "./positions.ts";
export * from "./printable.ts";
export * from "./program.ts";
export * from "./progress.ts";
export * from "./random.ts";
export * from "./regular_file.ts";
export * from "./sums.ts";
export { replaceFolder, whileReplaced } from "./replace_folder.ts";
export * from "./table.ts";
export { EXIT_CODES } from "./temporary_files.ts";
export * from "./texts_at.ts";
export type * from "./types.ts";
export * from "./write_pieces.ts";
export * from "./unreadable.ts";
export { systemCode, systemError, writeError, type WriteErrorOptions } from "./write_error.ts";
export { temporaryName, type Write, writeWhole } from "./write_whole.ts";
