/** Texts to tokens: WordPiece tokenizers, their training, and packed batches. */
export * from "./batches.ts";
export * from "./load.ts";
export type * from "./tokenizer.ts";
export * from "./wordpiece.ts";
