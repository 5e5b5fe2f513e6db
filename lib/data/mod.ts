/** Collections, downloads, and tables on disk. */
export { type Columns, readArrow, writeArrow } from "./arrow.ts";
export * from "./beir.ts";
export * from "./beir_collection.ts";
export { checkCollection } from "./collection.ts";
export { readCollectionTexts } from "./collection_texts.ts";
export * from "./embeddings.ts";
export { fetchHubModel, type HubOptions, isHubId, PICKLED, TOKENIZER_FILES } from "./hub.ts";
export { collectionFingerprint } from "./fingerprint.ts";
export * from "./minilm.ts";
export * from "./mpnet.ts";
export * from "./open_collection.ts";
export * from "./split.ts";
export * from "./text_lines.ts";
export * from "./tokens.ts";
export * from "./trec_dl.ts";
export * from "./trec_dl_systems.ts";
export * from "./triples_file.ts";
export { loadWordNet } from "./wordnet.ts";
