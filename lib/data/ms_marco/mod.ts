/** MS MARCO's passage collection, in the files that its publisher has. */
export * from "./collection.ts";
export { decodedOnce } from "./encoding.ts";
export { findIn, type FoundFile, MS_MARCO, msMarcoFile, type MSMarcoName } from "./files.ts";
export * from "./first_pairs.ts";
export {
  fetchMSMarcoFiles,
  missingMSMarcoFiles,
  missingMSMarcoFilesOf,
  msMarcoDownloadBytes,
} from "./needed.ts";
export { msMarcoPassages } from "./passages.ts";
export { type QuerySetName, readJudgedQueries } from "./queries.ts";
export * from "./top1000.ts";
export { sampleFingerprint } from "./sample.ts";
export { MOST_TRIPLES, msMarcoTripleCount, msMarcoTriples, type PairList } from "./training_triples.ts";
