/** A training step of the paper's encoders, packed and padded as in the reference: what `results/scale.md` rests on. */
import path from "node:path";
import { STEP_SIZES, STEP_TRIPLES, stepName, type StepSize } from "../lib/studies/paper/measured_step.ts";
import { LENGTHS_ASSUMED } from "../lib/studies/paper/lengths.ts";
import { bertConfig, writeRandomEncoder } from "./data/triples.ts";
import type { Bench } from "./harness/mod.ts";

const folderOf = (size: StepSize) => size.replace(" ", "-");

const bench: Bench = {
  about:
    `A training step (forward, adaptive margin loss, backward, AdamW; dropout 0.1) on ${STEP_TRIPLES} triples, the ` +
    "smallest batch of the paper, with encoders of width 768: 6 layers as DistilBERT, 12 as MPNet and RoBERTa; and " +
    `passages embedded. Packed: ${LENGTHS_ASSUMED}, which is assumed. Padded: every query of 20 tokens, every passage of ` +
    "200, as in the reference. Products of bfloat16, as the studies have them, and a processor that computes with it; in " +
    "chunks that fit into 3 GB, as training does it. Seconds of one core's work; " +
    "measured with one thread, beside other work.",
  async prepare(folder) {
    for (const size of STEP_SIZES) {
      const config = bertConfig({ layers: parseInt(size), width: 768, heads: 12 });
      await writeRandomEncoder(path.join(folder, folderOf(size)), config, 7);
    }
  },
  contestants: STEP_SIZES.flatMap((size) =>
    (["packed", "padded"] as const).map((way) => ({
      name: stepName(size, way),
      program: "ours/paper_step.ts",
      args: [folderOf(size), way],
    }))
  ),
  measures: [
    { field: "seconds", title: "step, core s" },
    { field: "gflops", title: "useful GFLOP/s of a core" },
    { field: "passagesPerSecond", title: "passages embedded / core s" },
    { field: "peakBytes", title: "peak memory, GB", scale: 1e-9 },
  ],
};

export default bench;
