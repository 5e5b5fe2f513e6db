/** Collections, downloads, and tables on disk. */
export { type Columns, readArrow, writeArrow } from "./arrow.ts";
export * from "./beir.ts";
export { checkCollection } from "./collection.ts";
export * from "./embeddings.ts";
export { fetchHubModel, type HubOptions, isHubId, PICKLED, TOKENIZER_FILES } from "./hub.ts";
export * from "./minilm.ts";
export * from "./text_lines.ts";
export * from "./tokens.ts";
export * from "./trec_dl.ts";
export { loadWordNet } from "./wordnet.ts";
