/** A step of training a cross-encoder of MiniLM's size on pairs of MS MARCO's lengths, against PyTorch. */
import path from "node:path";
import { generator, writeAtomically } from "../lib/base/mod.ts";
import { LIST, randomLists, writeRandomCrossEncoder } from "./data/lists.ts";
import { bertConfig } from "./data/triples.ts";
import type { Bench } from "./harness/mod.ts";
import { differences } from "./training_step.ts";

const LISTS = 8;
const BATCHES = 6;

const PADDED = "PyTorch, padded to the longest", GROUPED = "PyTorch, grouped by length";

const bench: Bench = {
  about:
    `A training step (forward, softmax over a positive and ${
      LIST - 1
    } negatives, backward, AdamW) of a cross-encoder ` +
    `of BERT with 6 layers of width 384 on ${LISTS} lists: queries of 8 tokens, passages log-normal around 75, cut at ` +
    "200, in one sequence. Padded, every pair has the length of the batch's longest; grouped, pairs of similar length " +
    "are padded to the longest of their group. Float32, no dropout.",
  async prepare(folder) {
    const config = bertConfig({ layers: 6, width: 384, heads: 12 });
    await writeRandomCrossEncoder(folder, config, 7);
    const random = generator(11);
    const batches = Array.from({ length: BATCHES }, () => randomLists(LISTS, config.vocab_size, random));
    await writeAtomically(path.join(folder, "batches.json"), JSON.stringify(batches));
  },
  contestants: [
    { name: "ours, packed", program: "ours/cross_encoder_step.ts" },
    { name: GROUPED, program: "peers/cross_encoder_step.py", args: ["grouped"] },
    { name: PADDED, program: "peers/cross_encoder_step.py", args: ["padded"] },
  ],
  measures: [
    { field: "seconds", title: "step, s", ratio: "peer / ours" },
    { field: "peakBytes", title: "peak memory, GB", scale: 1e-9, ratio: "ours / peer" },
    { field: "stepBytes", title: "of it for the step, GB", scale: 1e-9, ratio: "ours / peer" },
    { field: "gflops", title: "useful GFLOP/s" },
    { field: "ofPeak", title: "of a matrix product's speed" },
  ],
  goals: [
    { field: "seconds", peer: GROUPED, atLeast: 1 },
    { field: "seconds", peer: PADDED, atLeast: 1.3 },
  ],
  differences,
};

export default bench;
