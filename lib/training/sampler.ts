/** A seeded order of examples: a new permutation every epoch, the same on every machine. */
import { generator, shuffle } from "../base/mod.ts";

/**
 * The examples of a step.
 *
 * @param size Number of examples.
 * @param options.step Counted from 0.
 * @returns `batchSize` positions below `size`; a batch may span the end of an epoch.
 */
export function sampler(
  size: number,
  options: { batchSize: number; seed: number },
): (step: number) => Int32Array {
  const { batchSize, seed } = options;
  let epoch = -1;
  let order: Int32Array = new Int32Array(0);
  const at = (index: number) => {
    const wanted = Math.floor(index / size);
    if (wanted !== epoch) order = permutation(size, { seed, epoch: epoch = wanted });
    return order[index % size];
  };
  return (step) => Int32Array.from({ length: batchSize }, (_, i) => at(step * batchSize + i));
}

/** The order of an epoch: each epoch of each seed has its own permutation. */
export function permutation(size: number, { seed, epoch }: { seed: number; epoch: number }): Int32Array {
  return shuffle(Int32Array.from({ length: size }, (_, i) => i), generator(seed * 1000003 + epoch));
}
