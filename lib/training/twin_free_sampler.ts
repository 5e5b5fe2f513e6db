/** A seeded order of triples in which no two of a batch share a text. */
import { UserError } from "../base/mod.ts";
import { permutation } from "./sampler.ts";
import { batchTexts, type TripleTexts } from "./twins.ts";

/** Epochs that are looked through to fill one batch. */
const PATIENCE = 3;

/**
 * The triples of a step, without twins.
 *
 * Triples come in the order of the random sampler's permutations. One that shares a text with its batch waits for the
 * next batch, so every triple is still seen once an epoch, give or take those that wait at its end.
 *
 * @param options.seed Of the permutations, as in the random sampler.
 * @returns Positions of `batchSize` triples, by the step counted from 0.
 * @throws UserError where a batch cannot be filled.
 */
export function twinFreeSampler(
  texts: TripleTexts,
  options: { batchSize: number; seed: number },
): (step: number) => Int32Array {
  const { batchSize, seed } = options;
  const { size } = texts;
  let waiting: number[] = [];
  let read = 0, epoch = -1;
  let order: Int32Array = new Int32Array(0);
  const batches: Int32Array[] = [];

  const next = () => {
    const wanted = Math.floor(read / size);
    if (wanted !== epoch) order = permutation(size, { seed, epoch: epoch = wanted });
    return order[read++ % size];
  };

  const fill = () => {
    const batch = new Int32Array(batchSize);
    const inBatch = batchTexts(texts);
    let filled = 0;
    const before = waiting;
    waiting = [];
    const take = (triple: number) => {
      if (filled < batchSize && inBatch.add(triple)) batch[filled++] = triple;
      else waiting.push(triple);
    };
    before.forEach(take);
    for (let tries = 0; filled < batchSize; tries++) {
      if (tries > PATIENCE * size) {
        throw new UserError(
          `Expected ${batchSize} triples of which no two share a text but found at most ${filled} among ${size}. ` +
            "Take a smaller batch, or the random sampler.",
        );
      }
      take(next());
    }
    return batch;
  };

  // A batch follows from all before it: asked for one further on, as after a resumption, those in between are made.
  return (step) => {
    while (batches.length <= step) batches.push(fill());
    return batches[step];
  };
}
