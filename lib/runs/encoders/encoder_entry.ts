/** What an encoder is to runs: where it comes from, and what a reader has to know of it. */

/** An encoder with a name of its own. To add one: a file beside this one, its test, and a line in `registry.ts`. */
export interface EncoderEntry {
  /** As tables print it. */
  readonly name: string;
  /** What `loadEncoder` loads: a name that it knows, a checkpoint's folder, or an id of the model hub with its revision. */
  readonly checkpoint: string;
  /** What it has learned before, to follow its name in a sentence. */
  readonly background: string;
  /**
   * The first 16 hexadecimal digits of the SHA-256 of its weights, where they may change under its name; "" where the code
   * fixes them by a checksum or a revision.
   */
  weights(): string;
  /** Fetches its files where they are not on this machine yet. */
  fetch?(): Promise<unknown>;
  /** About how many values it has, which disk and memory depend on; absent where its folder's weights say so. */
  readonly values?: number;
  /** Seconds per text on two cores, as a first guess; measured speed replaces it. */
  readonly secondsPerText: { readonly train: number; readonly encode: number };
}
