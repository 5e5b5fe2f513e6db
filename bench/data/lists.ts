/** Random data for benches of cross-encoders: weights, and lists of pairs with MS MARCO's lengths. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Generator, TokenBatch } from "../../lib/base/mod.ts";
import {
  type BertConfig,
  headShapes,
  makeCrossEncoder,
  randomWeights,
  saveCrossEncoder,
  weightShapes,
} from "../../lib/encoders/mod.ts";
import { passageLength, queryLength } from "../../lib/studies/paper/lengths.ts";
import { randomTokenizer, tokens } from "./triples.ts";

/** Pairs of a list: a positive and three negatives. */
export const LIST = 4;

/** Pairs of a batch, list after list: their ids, and how many of them are of the query. */
export interface ListTokens {
  readonly pairs: number[][];
  readonly firsts: number[];
}

/** A batch of random lists. */
export function randomLists(lists: number, vocabulary: number, random: Generator): ListTokens {
  const pairs: number[][] = [], firsts: number[] = [];
  for (let list = 0; list < lists; list++) {
    const query = tokens(queryLength(random), vocabulary, random);
    for (let i = 0; i < LIST; i++) {
      pairs.push([...query, ...tokens(passageLength(random), vocabulary, random).slice(1)]);
      firsts.push(query.length);
    }
  }
  return { pairs, firsts };
}

/** A batch as the encoders here take it. */
export function packedLists({ pairs, firsts }: ListTokens): TokenBatch {
  const offsets = new Int32Array(pairs.length + 1);
  pairs.forEach((pair, i) => offsets[i + 1] = offsets[i] + pair.length);
  const types = pairs.flatMap((pair, i) => pair.map((_, token) => token < firsts[i] ? 0 : 1));
  return { ids: Int32Array.from(pairs.flat()), offsets, types: Int32Array.from(types) };
}

/** Writes a cross-encoder with BERT's random start, unless there is one. */
export async function writeRandomCrossEncoder(
  folder: string,
  config: BertConfig,
  seed: number,
): Promise<void> {
  if (existsSync(path.join(folder, "model.safetensors"))) return;
  const weights = randomWeights(new Map([...weightShapes(config), ...headShapes(config)]), seed);
  const encoder = makeCrossEncoder({ name: "random", config, tokenizer: randomTokenizer(config), weights });
  await saveCrossEncoder(encoder, folder);
  encoder.dispose();
}
