/** What every folder may use: plain data types, errors, seeded chance, paths, whole files, progress. */
export * from "./errors.ts";
export * from "./files.ts";
export * from "./lines.ts";
export * from "./mean.ts";
export * from "./numbers.ts";
export * from "./paths.ts";
export * from "./progress.ts";
export * from "./random.ts";
export * from "./table.ts";
export type * from "./types.ts";
