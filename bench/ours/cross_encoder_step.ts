/** Training steps of a cross-encoder on packed batches; the same work as `peers/cross_encoder_step.py`. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { TokenBatch } from "../../lib/base/mod.ts";
import { loadCrossEncoder } from "../../lib/encoders/mod.ts";
import { engine, gigaflops, tf } from "../../lib/engine/mod.ts";
import { listLossAndGradients, makeAdamW } from "../../lib/training/mod.ts";
import { usefulFlops } from "../data/flops.ts";
import { LIST, packedLists } from "../data/lists.ts";
import { median } from "../harness/bench.ts";
import { contestantArgs, printLine, residentBytes } from "../harness/contestant.ts";

const WARM_UP = 2;

const { folder } = contestantArgs();
const batches = JSON.parse(await readFile(path.join(folder, "batches.json"), "utf8")).map(
  packedLists,
) as TokenBatch[];

// Measured before the weights are loaded, so that it does not add to the peak.
const peak = gigaflops({ seconds: 1 });
const encoder = await loadCrossEncoder(folder);
const before = residentBytes().now;
const optimizer = makeAdamW(encoder.weights);
const losses: number[] = [], seconds: number[] = [], gflops: number[] = [];
for (const batch of batches) {
  const started = performance.now();
  const { loss, gradients } = listLossAndGradients(encoder, batch, { loss: "softmax", size: LIST });
  optimizer.step(gradients, 1e-5);
  tf.dispose([...gradients.values()]);
  const taken = (performance.now() - started) / 1000;
  losses.push(loss);
  if (losses.length <= WARM_UP) continue;
  seconds.push(taken);
  gflops.push(3 * usefulFlops(encoder.config, batch) / taken / 1e9);
}
const resident = residentBytes();
printLine({
  seconds: median(seconds),
  first: seconds[0],
  peakBytes: resident.peak,
  stepBytes: resident.peak - before,
  gflops: median(gflops),
  peakGflops: peak,
  ofPeak: median(gflops) / peak,
  losses,
}, { TensorFlow: engine.tensorflow ?? engine.backend });
