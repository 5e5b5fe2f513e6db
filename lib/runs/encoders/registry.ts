/** All encoders that runs know by name. To add one: a file for it, its test, and its name in `encoders`. */
import type { EncoderEntry } from "./encoder_entry.ts";
import { fingerprintOfFolder } from "./folder_fingerprint.ts";
import { minilm } from "./minilm.ts";
import { minilmLayers } from "./minilm_layers.ts";
import { mpnet } from "./mpnet.ts";
import { NO_ENCODER } from "./no_encoder.ts";
import { pretrainedEncoders } from "./pretrained.ts";
import { tiny } from "./tiny.ts";
import { tinyPretrained } from "./tiny_pretrained.ts";

/** In the order of tables. */
export const encoders: readonly EncoderEntry[] = [
  minilm,
  ...minilmLayers,
  tiny,
  ...tinyPretrained,
  mpnet,
  ...pretrainedEncoders,
];

/** A registered encoder; undefined for `none`, and for another name. */
export function encoderNamed(name: string): EncoderEntry | undefined {
  return encoders.find((each) => each.name === name);
}

/** What `loadEncoder` loads for an encoder: its entry's checkpoint; a folder or hub id that is not registered is its own. */
export function checkpointOf(name: string): string {
  return encoderNamed(name)?.checkpoint ?? name;
}

/**
 * The fingerprint of the weights that an encoder starts from.
 *
 * @returns What its entry says; for a checkpoint's folder, that of its files; "" for what has none.
 */
export function encoderWeights(name: string): string {
  if (name === NO_ENCODER) return "";
  return encoderNamed(name)?.weights() ?? fingerprintOfFolder(name);
}

/** Fetches the files of encoders that are not on this machine yet, each once. */
export async function fetchEncoders(names: Iterable<string>): Promise<void> {
  for (const name of new Set(names)) await encoderNamed(name)?.fetch?.();
}

/** The place of an encoder in tables: no encoder comes first, then the order of the registry, then others. */
export function encoderRank(name: string): number {
  if (name === NO_ENCODER) return -1;
  const rank = encoders.findIndex((each) => each.name === name);
  return rank < 0 ? encoders.length : rank;
}
