/** Steps on a batch of full-length triples. Argument: the precision of the products. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { loadEncoder } from "../../lib/encoders/mod.ts";
import { engine, type Precision, tf } from "../../lib/engine/mod.ts";
import { marginLoss } from "../../lib/losses/mod.ts";
import { lossAndGradients, makeAdamW } from "../../lib/training/mod.ts";
import { packedTriples } from "../data/packed.ts";
import { median } from "../harness/bench.ts";
import { contestantArgs, printLine, residentBytes } from "../harness/contestant.ts";

const WARM_UP = 1, STEPS = 4;

const { folder, args: [precision] } = contestantArgs();
const encoder = await loadEncoder(folder, { pooling: "cls", precision: precision as Precision });
const batch = packedTriples(JSON.parse(await readFile(path.join(folder, "batch.json"), "utf8")));
const optimizer = makeAdamW(encoder.weights);
const [weight] = encoder.weights.values();
const losses: number[] = [], seconds: number[] = [];
for (let step = 0; step < STEPS; step++) {
  const started = performance.now();
  const { loss, gradients } = lossAndGradients(encoder, batch, {
    loss: (q, p, n) => marginLoss(q, p, n, { target: "adaptive" }),
  });
  optimizer.step(gradients, 1e-6);
  tf.dispose([...gradients.values()]);
  // A card works on its own: reading a number waits for it.
  tf.tidy(() => weight.flatten().slice(0, 1).dataSync());
  losses.push(loss);
  seconds.push((performance.now() - started) / 1000);
}
printLine(
  { seconds: median(seconds.slice(WARM_UP)), peakBytes: residentBytes().peak, losses },
  { TensorFlow: engine.tensorflow ?? engine.backend },
);
