/** TREC's files: runs and qrels, and the table of ids that makes them fast. */
export * from "./id_table.ts";
export * from "./qrels.ts";
export * from "./ranking.ts";
export { checkWord, type Rankings, readRun, writeRun } from "./runs.ts";
