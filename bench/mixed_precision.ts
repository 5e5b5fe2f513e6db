/** A training step in mixed precision: beside PyTorch's autocast, and beside float32. */
import type { Bench } from "./harness/mod.ts";
import step, { differences } from "./training_step.ts";

const AUTOCAST = "PyTorch, bfloat16";

const bench: Bench = {
  about:
    "The step of training_step, with products of bfloat16: of the layers' weights in ours, of whatever autocast chooses in " +
    "PyTorch, whose texts are grouped by length. Weights and AdamW are of float32. It pays where the processor has " +
    "instructions for bfloat16, such as AVX512-BF16, which this one has.",
  prepare: step.prepare,
  contestants: [
    { name: "ours, bfloat16", program: "ours/training_step.ts", args: ["bfloat16"] },
    { name: "ours, float32", program: "ours/training_step.ts" },
    { name: AUTOCAST, program: "peers/training_step.py", args: ["grouped", "6", "bfloat16"] },
    { name: "PyTorch, float32", program: "peers/training_step.py", args: ["grouped"] },
  ],
  measures: [
    { field: "seconds", title: "step, s", ratio: "peer / ours" },
    { field: "peakBytes", title: "peak memory, GB", scale: 1e-9, ratio: "ours / peer" },
  ],
  goals: [{ field: "seconds", peer: AUTOCAST, atLeast: 1 / 0.7 }],
  // Two fractions of 8 bits, rounded in another order.
  differences: (results) => differences(results, 2e-2),
};

export default bench;
