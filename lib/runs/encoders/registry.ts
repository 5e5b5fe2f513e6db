/** All encoders that runs know by name. To add one: a file for it, its test, and its name in `encoders`. */
import type { EncoderEntry } from "./encoder_entry.ts";
import { minilm } from "./minilm.ts";
import { mpnet } from "./mpnet.ts";
import { tiny } from "./tiny.ts";

/** In the order of tables. */
export const encoders: readonly EncoderEntry[] = [minilm, tiny, mpnet];

/** What stands for an encoder where words alone rank. */
export const NO_ENCODER = "none";

/** The names that runs may have as their encoder. */
export const encoderNames: readonly string[] = [...encoders.map(({ name }) => name), NO_ENCODER];

/** A registered encoder; undefined for `none`, and for another name. */
export function encoderNamed(name: string): EncoderEntry | undefined {
  return encoders.find((each) => each.name === name);
}

/** The weights that an encoder starts from, as its entry tells them; "" for none. */
export function encoderWeights(name: string): string {
  return encoderNamed(name)?.weights() ?? "";
}

/** Where an encoder stands in tables: those without first, then in the order of the registry, then others. */
export function encoderRank(name: string): number {
  if (name === NO_ENCODER) return -1;
  const rank = encoders.findIndex((each) => each.name === name);
  return rank < 0 ? encoders.length : rank;
}
