/** The paper's batch of 128 triples, in chunks that fit into memory. */
import path from "node:path";
import { bertConfig, writeRandomEncoder } from "./data/triples.ts";
import type { Bench } from "./harness/mod.ts";

const MINILM = "MiniLM's size, in chunks", BASE = "BERT's size, in chunks";

const bench: Bench = {
  about:
    "A training step on the paper's batch: 128 triples, every query of 20 tokens and every passage of 200, with in-batch " +
    "negatives; encoders of 6 layers of width 384 and of 12 layers of width 768. In chunks, the gradients are those of one " +
    "piece; the price is one more forward pass.",
  async prepare(folder) {
    await writeRandomEncoder(
      path.join(folder, "minilm"),
      bertConfig({ layers: 6, width: 384, heads: 12 }),
      7,
    );
    await writeRandomEncoder(path.join(folder, "base"), bertConfig({ layers: 12, width: 768, heads: 12 }), 7);
  },
  contestants: [
    { name: MINILM, program: "ours/large_batch.ts", args: ["minilm", "128"] },
    { name: "MiniLM's size, in one piece", program: "ours/large_batch.ts", args: ["minilm", "128", "whole"] },
    { name: BASE, program: "ours/large_batch.ts", args: ["base", "128"] },
  ],
  measures: [
    { field: "seconds", title: "step, s" },
    { field: "tokensPerSecond", title: "tokens/s" },
    { field: "peakBytes", title: "peak memory, GB", scale: 1e-9 },
    { field: "chunkTokens", title: "tokens of a chunk" },
  ],
  goals: [
    { field: "peakBytes", of: MINILM, atMost: 8 },
    { field: "peakBytes", of: BASE, atMost: 8 },
  ],
};

export default bench;
