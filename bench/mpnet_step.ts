/** The paper's step with its largest encoder, beside PyTorch in mixed precision: on a card where there is one. */
import { existsSync } from "node:fs";
import path from "node:path";
import { generator, writeAtomically } from "../lib/base/mod.ts";
import { loadEncoder, saveEncoder } from "../lib/encoders/mod.ts";
import { pythonState } from "../lib/setup/python_state.ts";
import { tokens } from "./data/triples.ts";
import type { Bench } from "./harness/mod.ts";
import { differences } from "./training_step.ts";

const card = pythonState()?.gpu ?? false;

/** The paper's largest batch needs a card, or chunks. */
const TRIPLES = card ? 128 : 16;

const AUTOCAST = "PyTorch, bfloat16";

const bench: Bench = {
  about:
    `A training step (forward, adaptive margin loss, backward, AdamW) of MPNet base on ${TRIPLES} triples, every query of ` +
    `20 tokens and every passage of 200, so that neither side pads or packs; ${
      card ? "on a card" : "on a processor"
    }. ` +
    "Mixed precision: products of 16 bits, weights of float32. No dropout.",
  async prepare(folder) {
    const encoder = await loadEncoder("mpnet");
    if (!existsSync(path.join(folder, "model.safetensors"))) await saveEncoder(encoder, folder);
    const random = generator(11);
    const texts = (length: number) =>
      Array.from({ length: TRIPLES }, () => tokens(length, encoder.config.vocab_size, random));
    const batch = { queries: texts(20), positives: texts(200), negatives: texts(200) };
    await writeAtomically(path.join(folder, "batch.json"), JSON.stringify(batch));
    encoder.dispose();
  },
  contestants: [
    ...(["bfloat16", "float32"] as const).map((precision) => ({
      name: `ours, ${precision}`,
      program: "ours/mpnet_step.ts",
      args: [precision],
    })),
    ...["bfloat16", ...(card ? ["float16"] : []), "float32"].map((precision) => ({
      name: `PyTorch, ${precision}`,
      program: "peers/mpnet_step.py",
      args: [precision],
    })),
  ],
  measures: [
    { field: "seconds", title: "step, s", ratio: "peer / ours" },
    { field: "peakBytes", title: "peak memory of the process, GB", scale: 1e-9, ratio: "ours / peer" },
  ],
  goals: [{ field: "seconds", peer: AUTOCAST, atLeast: 1 / 0.7 }],
  // Sixteen bits are rounded in another order.
  differences: (results) => differences(results, 5e-2),
};

export default bench;
