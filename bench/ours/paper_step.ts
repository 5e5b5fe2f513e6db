/**
 * A training step, and passages embedded. Arguments: the encoder's folder; `packed` or `padded`.
 *
 * Time is the processor's, not the clock's: the steps take long, and the machine may do other work meanwhile.
 */
import path from "node:path";
import process from "node:process";
import { generator } from "../../lib/base/mod.ts";
import { encodeTokens, loadEncoder } from "../../lib/encoders/mod.ts";
import { engine, tf } from "../../lib/engine/mod.ts";
import { marginLoss } from "../../lib/losses/mod.ts";
import { STEP_TRIPLES } from "../../lib/studies/paper/measured_step.ts";
import { precision } from "../../lib/studies/paper/setting.ts";
import { chunkedLossAndGradients, makeAdamW } from "../../lib/training/mod.ts";
import { usefulFlops } from "../data/flops.ts";
import { packedTriples } from "../data/packed.ts";
import { randomTriples, tokens, type TripleTokens } from "../data/triples.ts";
import { contestantArgs, printLine, residentBytes } from "../harness/contestant.ts";

const PASSAGES = 64;

const { folder, args: [name, way] } = contestantArgs();
const encoder = await loadEncoder(path.join(folder, name), { precision });
const { vocab_size: vocabulary } = encoder.config;
const random = generator(11);
const padded = (count: number, length: number) =>
  Array.from({ length: count }, () => tokens(length, vocabulary, random));
const triples = (count: number): TripleTokens =>
  way === "packed" ? randomTriples(count, vocabulary, random) : {
    queries: padded(count, 20),
    positives: padded(count, 200),
    negatives: padded(count, 200),
  };

const optimizer = makeAdamW(encoder.weights);
/** A step. */
function step(batch: ReturnType<typeof packedTriples>): void {
  const { gradients } = chunkedLossAndGradients(encoder, batch, {
    loss: (q, p, n) => marginLoss(q, p, n, { target: "adaptive" }),
    dropout: { hidden: 0.1, attention: 0.1, seed: 5 },
  });
  optimizer.step(gradients, 1e-5);
  tf.dispose([...gradients.values()]);
}

/** Seconds of a processor's core that something takes. */
async function coreSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

step(packedTriples(triples(2)));
const batch = packedTriples(triples(STEP_TRIPLES));
const seconds = await coreSeconds(() => step(batch));

const passages = packedTriples({ queries: triples(PASSAGES).positives, positives: [], negatives: [] });
const passagesPerSecond = PASSAGES / await coreSeconds(() => encodeTokens(encoder, passages));

printLine({
  seconds,
  gflops: 3 * usefulFlops(encoder.config, batch) / seconds / 1e9,
  passagesPerSecond,
  peakBytes: residentBytes().peak,
}, { TensorFlow: engine.tensorflow ?? engine.backend });
