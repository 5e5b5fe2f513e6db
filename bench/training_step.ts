/** A step of training a bi-encoder of MiniLM's size on MS MARCO's lengths, against PyTorch. */
import path from "node:path";
import { generator, writeAtomically } from "../lib/base/mod.ts";
import { bertConfig, randomTriples, writeRandomEncoder } from "./data/triples.ts";
import type { Bench, ContestantResult } from "./harness/mod.ts";

const TRIPLES = 32;
const BATCHES = 6;

const REFERENCE = "PyTorch, padded to 20 and 200", GROUPED = "PyTorch, grouped by length";

const bench: Bench = {
  about:
    `A training step (forward, adaptive margin loss, backward, AdamW) of BERT with 6 layers of width 384 on ` +
    `${TRIPLES} triples: queries of 8 tokens, passages log-normal around 75, cut at 200. ` +
    "The reference pads every query to 20 and every passage to 200; grouped, texts of similar length are padded to " +
    "the longest of their group. Float32, no dropout.",
  async prepare(folder) {
    const config = bertConfig({ layers: 6, width: 384, heads: 12 });
    await writeRandomEncoder(folder, config, 7);
    const random = generator(11);
    const batches = Array.from({ length: BATCHES }, () => randomTriples(TRIPLES, config.vocab_size, random));
    await writeAtomically(path.join(folder, "batches.json"), JSON.stringify(batches));
  },
  contestants: [
    { name: "ours, packed", program: "ours/training_step.ts" },
    { name: GROUPED, program: "peers/training_step.py", args: ["grouped"] },
    { name: REFERENCE, program: "peers/training_step.py", args: ["padded"] },
  ],
  measures: [
    { field: "seconds", title: "step, s", ratio: "peer / ours" },
    { field: "peakBytes", title: "peak memory, GB", scale: 1e-9, ratio: "ours / peer" },
    { field: "stepBytes", title: "of it for the step, GB", scale: 1e-9, ratio: "ours / peer" },
    { field: "gflops", title: "useful GFLOP/s" },
    { field: "ofPeak", title: "of a matrix product's speed" },
  ],
  goals: [
    { field: "seconds", peer: REFERENCE, atLeast: 3 },
    { field: "seconds", peer: GROUPED, atLeast: 1.3 },
    { field: "peakBytes", peer: REFERENCE, atMost: 0.6 },
  ],
  differences,
};

export default bench;

/**
 * The losses of the steps from the same weights on the same tokens.
 *
 * @param tolerance Relative.
 */
export function differences(results: ContestantResult[], tolerance = 2e-3): string[] {
  const [ours, ...peers] = results.map(({ name, rounds }) => ({
    name,
    losses: rounds[0].losses as number[],
  }));
  return peers.flatMap(({ name, losses }) =>
    losses.flatMap((loss, step) => {
      const near = Math.abs(loss - ours.losses[step]) <= tolerance * Math.abs(loss) + 1e-6;
      return near ? [] : [`step ${step + 1}: loss ${ours.losses[step]} of ours, ${loss} of ${name}`];
    })
  );
}
