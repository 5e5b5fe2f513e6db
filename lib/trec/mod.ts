/** TREC's files: runs and qrels, read and written, and the table of ids that makes them fast. */
export * from "./id_table.ts";
export { eachLine, type Line, textOf } from "./lines.ts";
export * from "./qrels.ts";
export * from "./ranking.ts";
export { readRun, writeRun } from "./runs.ts";
