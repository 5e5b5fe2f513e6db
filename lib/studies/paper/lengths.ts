/**
 * How long MS MARCO's texts are, in tokens with the special ones: an assumption, since the collection is not here. Passages
 * are taken as log-normal around 75 tokens, cut at 200, queries as normal around 8, cut at 20.
 */
import { type Generator, generator } from "../../base/mod.ts";

/** In words, for what is derived from it. */
export const LENGTHS_ASSUMED =
  "passages log-normal around 75 tokens (sigma 0.45), cut at 200; queries around 8 tokens, cut at 20";

/** Tokens of a query: 8 on average, from 4 to 20. */
export function queryLength(random: Generator): number {
  return Math.min(20, Math.max(4, Math.round(8 + 2.5 * random.normal())));
}

/** Tokens of a passage: log-normal with mean 75, from 12 to 200. */
export function passageLength(random: Generator): number {
  const sigma = 0.45;
  const length = Math.round(Math.exp(Math.log(75) - sigma ** 2 / 2 + sigma * random.normal()));
  return Math.min(200, Math.max(12, length));
}

const DRAWS = 20_000;

let drawn: { queries: Int32Array; passages: Int32Array } | undefined;

/** Lengths of many queries and passages, always the same. */
export function drawnLengths(): { readonly queries: Int32Array; readonly passages: Int32Array } {
  if (drawn) return drawn;
  const random = generator(11);
  const draw = (length: (random: Generator) => number) =>
    Int32Array.from({ length: DRAWS }, () => length(random));
  return drawn = { queries: draw(queryLength), passages: draw(passageLength) };
}
