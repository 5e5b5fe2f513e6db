/** Collections, downloads, and tables on disk. */
export * from "./arrow.ts";
export * from "./collection.ts";
export * from "./download.ts";
export * from "./minilm.ts";
export * from "./web.ts";
export * from "./wheel.ts";
export * from "./wordnet.ts";
