/** The memory that runs need. */
import { entryOf } from "./collections/registry.ts";
import type { RunConfig } from "./config.ts";
import { valuesOf } from "./encoders/values.ts";
import { teachers } from "./teachers/registry.ts";

/**
 * Gigabytes that the largest of some runs needs.
 *
 * A training step fills some 3 GB with its chunks; twelve layers of width 768 peak at 5.6 GB (`results/scale.md`). BM25's
 * index of MS MARCO takes 6.1 GB while it is built (`results/bench/scale.md`).
 */
export function memoryOf(configs: readonly RunConfig[]): number {
  return Math.max(
    4,
    ...configs.map(({ collection, encoder, teacher }) =>
      4 + (isLarge(encoder) || (teacher && isLarge(teacher.encoder)) ? 4 : 0) +
      indexOf(entryOf(collection).texts)
    ),
  );
}

/** Gigabytes that embedding texts needs. */
export function memoryOfEncoder(name: string): number {
  return isLarge(name) ? 8 : 4;
}

/** Gigabytes for the index of so many passages of MS MARCO's length: 8 for MS MARCO, and more in proportion above it. */
function indexOf(texts: number): number {
  return texts > 1e6 ? Math.max(8, Math.ceil(8 * texts / 9e6)) : 0;
}

/** Whether an encoder has more than 25 million values. One whose weights are not on this machine yet counts as large. */
function isLarge(name: string): boolean {
  if (teachers.some((each) => each.name === name)) return false;
  return (valuesOf(name) ?? Infinity) > 25e6;
}
