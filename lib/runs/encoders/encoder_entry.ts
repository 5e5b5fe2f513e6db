/** What an encoder is to runs: which weights it starts from, and what a reader has to know of it. */

/**
 * An encoder with a name of its own. To add one: a file beside this one, its test, and a line in `registry.ts`; `loadEncoder`
 * has to know the name.
 */
export interface EncoderEntry {
  readonly name: string;
  /** What it has learnt before, to follow its name in a sentence. */
  readonly background: string;
  /**
   * The first 16 hexadecimal digits of the SHA-256 of its weights, where they may change under its name; "" where a checksum
   * in the code fixes them.
   */
  weights(): string;
  /** Fetches its files where they are not on this machine yet. */
  fetch?(): Promise<unknown>;
  /** Seconds per text on two cores, as a first guess; measured speed replaces it. */
  readonly secondsPerText: { readonly train: number; readonly encode: number };
}
