/** What is embedded, in chunks of texts, which may be read several times. */
import path from "node:path";
import { requireRegularFile, type Texts, UserError } from "../base/mod.ts";
import { readPassages, readTextLines } from "../data/mod.ts";
import type { EncodeFileOptions } from "./encode_options.ts";

/** Texts of a chunk where nothing else is asked for. */
const CHUNK = 8192;

export interface EncodeSource {
  /** For messages. */
  readonly name: string;
  chunks(): AsyncIterable<Texts>;
}

/** @throws UserError where there is no such file or collection. */
export async function sourceOf(
  { input, output, chunk = CHUNK }: Pick<EncodeFileOptions, "input" | "output" | "chunk">,
): Promise<EncodeSource> {
  if (typeof input !== "string") {
    const passages = await readPassages(input.data);
    return { name: input.data, chunks: () => inChunks(passages, chunk) };
  }
  // It is read twice, which a pipe cannot be.
  await requireRegularFile(input);
  if (path.resolve(input) === path.resolve(output)) {
    throw new UserError(`Expected an output other than the input but found ${input} for both`);
  }
  return { name: input, chunks: () => readTextLines(input, { chunk }) };
}

/** Goes over texts in order, as those that are mapped are read fastest, and are then left to the system. */
async function* inChunks(all: Texts, size: number): AsyncGenerator<Texts> {
  let ids: string[] = [], texts: string[] = [], at = 0;
  for (const text of all.texts) {
    ids.push(all.ids[at++]);
    texts.push(text);
    if (ids.length < size) continue;
    yield { ids, texts };
    [ids, texts] = [[], []];
  }
  if (ids.length > 0) yield { ids, texts };
}
