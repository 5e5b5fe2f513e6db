/** What is asked for where a file is embedded. */
import type { Work } from "./encode_job.ts";
import type { Prompts } from "./sentence_config.ts";

export interface EncodeFileOptions {
  /** A file of lines `{"_id", "text"}`, as `readTextLines` takes it, or the passages of a collection. */
  input: string | { readonly data: string };
  /** The Arrow file to write: columns `id` and `embedding`, in the order of the input. */
  output: string;
  /** Tokens a text is cut at, special ones included; default as many as the encoder takes. */
  maxLength?: number;
  /** Tokens of a batch; default 4,096. */
  batchTokens?: number;
  /** Whether embeddings are scaled to Euclidean length 1; default true. */
  normalize?: boolean;
  /** What the texts are, which decides the encoder's prompt; default passage for those of a collection, else other. */
  as?: keyof Prompts;
  /** Texts of a chunk, whose texts are batched together by length; default 8,192. */
  chunk?: number;
  /** Milliseconds of work between two times that what is done is kept; default 20,000. */
  keepEvery?: number;
  /** Embeds every `of`-th chunk alone, from the chunk `index` on, and joins none: for several processes; default all. */
  shard?: { readonly index: number; readonly of: number };
  /** Told how many texts are done, of how many, and how much work that is. */
  onProgress?: (done: number, total: number, work: Work) => void;
  /** Aborting ends it after the present batch, and keeps what is done. */
  signal?: AbortSignal;
}
