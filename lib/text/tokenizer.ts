/** Turns a text into the numbers of its pieces in a vocabulary. */
export interface Tokenizer {
  /** The pieces by id. */
  readonly vocabulary: readonly string[];
  readonly vocabularySize: number;
  readonly clsId: number;
  readonly sepId: number;
  readonly padId: number;
  readonly maskId: number;
  readonly unkId: number;
  /**
   * @param text Any string; one that is empty gives [CLS] [SEP].
   * @param maxLength Tokens at most, [CLS] and [SEP] included; at least 2.
   * @returns [CLS], the first `maxLength - 2` pieces at most, [SEP]. The caller's own.
   */
  encode(text: string, maxLength: number): Int32Array;
}
