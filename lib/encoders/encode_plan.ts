/** What encoding a file comes to: the settings, and its chunks with what they are kept under. */
import { createHash } from "node:crypto";
import type { Texts } from "../base/mod.ts";
import type { EncodeFileOptions } from "./encode_options.ts";
import { type EncodeSource, sourceOf } from "./encode_source.ts";
import type { Encoder } from "./encoder.ts";
import { estimatedTokens } from "./estimated_tokens.ts";
import { encoderFingerprint } from "./fingerprint.ts";

/** Raise this number when the same input gives other embeddings. */
const VERSION = 2;

/** Texts that are read and embedded together. */
interface Chunk {
  /** Says all about its embeddings. */
  readonly key: string;
  readonly texts: number;
  readonly tokens: number;
}

export interface EncodePlan {
  readonly source: EncodeSource;
  readonly settings: Required<Pick<EncodeFileOptions, "maxLength" | "batchTokens" | "normalize" | "as">>;
  readonly chunks: readonly Chunk[];
  /** Says all about the output. */
  readonly key: string;
  /** The key of a chunk with these texts. */
  keyOf(texts: Texts): string;
}

/** @throws UserError where the input is malformed; the signal's reason where it is aborted. */
export async function planOf(encoder: Encoder, options: EncodeFileOptions): Promise<EncodePlan> {
  const source = await sourceOf(options);
  const { maxLength = encoder.maxLength, batchTokens = 4096, normalize = true, signal } = options;
  const { as = typeof options.input === "string" ? "other" : "passage" } = options;
  const settings = { maxLength, batchTokens, normalize, as };
  const facts = JSON.stringify([VERSION, settings, await encoderFingerprint(encoder)]);
  const keyOf = ({ ids, texts }: Texts) =>
    sha256(facts).update(JSON.stringify([ids, texts])).digest("hex").slice(0, 32);
  const chunks: Chunk[] = [];
  for await (const some of source.chunks()) {
    signal?.throwIfAborted();
    const tokens = estimatedTokens(some.texts, maxLength);
    chunks.push({ key: keyOf(some), texts: some.ids.length, tokens });
  }
  return { source, settings, chunks, key: sha256(chunks.map(({ key }) => key).join()).digest("hex"), keyOf };
}

function sha256(text: string) {
  return createHash("sha256").update(text);
}
