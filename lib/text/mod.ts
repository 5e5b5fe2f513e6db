/** Texts to tokens: WordPiece tokenizers, their training, and packed batches. */
export * from "./batches.ts";
export * from "./count.ts";
export * from "./load.ts";
export type * from "./tokenizer.ts";
export * from "./train_wordpiece.ts";
export * from "./wordpiece.ts";
export { type WordOptions, wordsOf } from "./words.ts";
export * from "./write.ts";
