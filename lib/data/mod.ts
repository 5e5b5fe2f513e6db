/** Collections, downloads, and tables on disk. */
export { type Columns, readArrow, type ReadArrowOptions, writeArrow } from "./arrow.ts";
export { isWholeArrow } from "./arrow_checksum.ts";
export * from "./beir.ts";
export * from "./beir_collection.ts";
export * from "./check_ids.ts";
export { checkCollection } from "./collection.ts";
export { beirNames } from "./beir_named.ts";
export { readPassages } from "./collection_passages.ts";
export { readCollectionTexts } from "./collection_texts.ts";
export * from "./embeddings.ts";
export { exampleCollection } from "./example_collection.ts";
export {
  fetchHubModel,
  hasHubModel,
  hubModelFolder,
  type HubOptions,
  isHubId,
  PICKLED,
  TOKENIZER_FILES,
} from "./hub.ts";
export { collectionFingerprint } from "./fingerprint.ts";
export * from "./glance.ts";
export * from "./minilm.ts";
export * from "./mpnet.ts";
export * from "./ms_marco/mod.ts";
export { COLLECTION_NAMES, fetchedFolder, fromAnywhere } from "./named_collections.ts";
export { nanoBeirNames } from "./nano_beir.ts";
export * from "./open_collection.ts";
export * from "./split.ts";
export { loadSquadSentences } from "./squad_sentences.ts";
export * from "./text_lines.ts";
export * from "./tokens.ts";
export * from "./trec_dl.ts";
export * from "./trec_dl_runs.ts";
export * from "./trec_dl_systems.ts";
export * from "./triples_file.ts";
export { loadWordNet } from "./wordnet.ts";
export { writeBeirCollection } from "./write_beir.ts";
