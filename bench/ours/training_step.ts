/** Training steps on packed batches; the same work as `peers/training_step.py`. Argument: the precision of the products. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { TokenBatch } from "../../lib/base/mod.ts";
import { loadEncoder } from "../../lib/encoders/mod.ts";
import { engine, gigaflops, type Precision, tf } from "../../lib/engine/mod.ts";
import { marginLoss } from "../../lib/losses/mod.ts";
import { lossAndGradients, makeAdamW } from "../../lib/training/mod.ts";
import { packedTriples } from "../data/packed.ts";
import { median } from "../harness/bench.ts";
import { contestantArgs, printLine, residentBytes } from "../harness/contestant.ts";
import { usefulFlops } from "../data/flops.ts";

const WARM_UP = 2;

const { folder, args: [precision = "float32"] } = contestantArgs();
const batches = JSON.parse(await readFile(path.join(folder, "batches.json"), "utf8")).map(
  packedTriples,
) as TokenBatch[];

// Measured before the weights are loaded, so that it does not add to the peak.
const peak = gigaflops({ seconds: 1 });
const encoder = await loadEncoder(folder, { precision: precision as Precision });
const before = residentBytes().now;
const optimizer = makeAdamW(encoder.weights);
const losses: number[] = [], seconds: number[] = [], gflops: number[] = [];
for (const batch of batches) {
  const started = performance.now();
  const { loss, gradients } = lossAndGradients(encoder, batch, {
    loss: (q, p, n) => marginLoss(q, p, n, { target: "adaptive" }),
  });
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
