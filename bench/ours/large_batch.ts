/**
 * One step on a batch of full-length triples. Arguments: the encoder's folder, the number of triples, and optionally
 * `whole`.
 */
import path from "node:path";
import { generator } from "../../lib/base/mod.ts";
import { loadEncoder } from "../../lib/encoders/mod.ts";
import { engine, tf } from "../../lib/engine/mod.ts";
import { marginLoss } from "../../lib/losses/mod.ts";
import { chunkedLossAndGradients, defaultChunkTokens, makeAdamW } from "../../lib/training/mod.ts";
import { packedTriples } from "../data/packed.ts";
import { tokens } from "../data/triples.ts";
import { contestantArgs, printLine, residentBytes } from "../harness/contestant.ts";

const { folder, args: [name, triples, chunks] } = contestantArgs();
const encoder = await loadEncoder(path.join(folder, name));
const random = generator(11);
const texts = (length: number) =>
  Array.from({ length: Number(triples) }, () => tokens(length, encoder.config.vocab_size, random));
const batch = packedTriples({ queries: texts(20), positives: texts(200), negatives: texts(200) });
const chunkTokens = chunks === "whole" ? batch.ids.length : defaultChunkTokens(encoder.config);

const optimizer = makeAdamW(encoder.weights);
const started = performance.now();
const { loss, gradients } = chunkedLossAndGradients(encoder, batch, {
  loss: (q, p, n) => marginLoss(q, p, n, { target: "adaptive", inBatch: true }),
  chunkTokens,
});
optimizer.step(gradients, 1e-5);
tf.dispose([...gradients.values()]);
const seconds = (performance.now() - started) / 1000;
printLine({
  seconds,
  tokensPerSecond: batch.ids.length / seconds,
  peakBytes: residentBytes().peak,
  chunkTokens,
  loss,
}, { TensorFlow: engine.tensorflow ?? engine.backend });
