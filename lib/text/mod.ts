/** Texts to tokens: WordPiece and byte-level BPE tokenizers, training of WordPiece, and packed batches. */
export { type AddedToken, addedToken } from "./added.ts";
export * from "./batches.ts";
export { cutByLength, textsByLength } from "./by_length.ts";
export { type BytePairOptions, bytePairs } from "./byte_pairs.ts";
export * from "./count.ts";
export * from "./load.ts";
export { packPairs, type PackPairsOptions, type TextPairs } from "./pairs.ts";
export { bertSpecial, mpnetSpecial, robertaSpecial, type SpecialTokens, specialTokens } from "./special.ts";
export { tokenLengths } from "./token_lengths.ts";
export { packCollection } from "./token_cache.ts";
export type { Tokenizer, TokenizerFiles } from "./tokenizer.ts";
export * from "./train_wordpiece.ts";
export * from "./wordpiece.ts";
export { type WordOptions, wordsOf } from "./words.ts";
export * from "./write.ts";
