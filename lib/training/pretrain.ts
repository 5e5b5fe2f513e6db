/**
 * Pretrains the encoder `tiny` on a collection's own text by masked-language modelling.
 */
import { generator, UserError } from "../base/mod.ts";
import { type BertConfig, type Encoder, makeEncoder, randomWeights, weightShapes } from "../encoders/mod.ts";
import { type Tensor, tf } from "../engine/mod.ts";
import { packTexts, selectTexts, type Tokenizer } from "../text/mod.ts";
import { makeAdamW } from "./adamw.ts";
import { startCheckpointClock } from "./checkpoint_clock.ts";
import { type CheckpointOptions, restoreCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { byWeight } from "./gradients.ts";
import { pretrainingIdentity } from "./identity.ts";
import { headShapes, maskBatch, mlmLoss } from "./mlm.ts";
import { sampler } from "./sampler.ts";
import { learningRateAt } from "./schedule.ts";
import { makeStepLog } from "./step_log.ts";

export interface PretrainOptions {
  steps: number;
  /** Tokens of a batch, about. */
  batchTokens: number;
  learningRate: number;
  warmupSteps: number;
  /** Tokens a text is cut at. */
  maxLength: number;
  seed: number;
  checkpoint?: CheckpointOptions;
  onStep?: (record: PretrainStep) => void;
  signal?: AbortSignal;
}

interface PretrainStep {
  /** Steps taken, this one included. */
  step: number;
  /** Mean cross-entropy of the masked tokens, in nats. */
  loss: number;
  tokens: number;
  seconds: number;
}

export interface PretrainLog {
  /** Mean cross-entropy of the masked tokens of each step, in nats. */
  losses: number[];
  tokens: number;
  seconds: number;
}

/**
 * Trains an encoder of random weights.
 *
 * @returns The encoder, without the head, and the log, including steps before an interruption.
 * @throws UserError where there are no texts, the loss is not finite, or the checkpoint's folder holds a damaged
 *   checkpoint or one of another pretraining.
 */
export async function pretrain(
  texts: readonly string[],
  parts: { config: BertConfig; tokenizer: Tokenizer; name: string },
  options: PretrainOptions,
): Promise<{ encoder: Encoder; log: PretrainLog }> {
  const { config, tokenizer, name } = parts;
  const { steps, batchTokens, maxLength, seed, checkpoint, signal } = options;
  if (texts.length === 0) throw new UserError("Expected texts to pretrain on but found none");
  const packed = packTexts(tokenizer, texts, { maxLength });
  const perBatch = Math.max(1, Math.round(batchTokens / (packed.ids.length / texts.length)));
  const pick = sampler(texts.length, { batchSize: perBatch, seed });
  const weights = randomWeights(new Map([...weightShapes(config), ...headShapes(config)]), seed);
  const optimizer = makeAdamW(weights, { weightDecay: 0.01 });
  const log = makeStepLog<PretrainStep>();
  const state = { trained: weights, optimizer, log };
  const of = pretrainingIdentity(config, packed, options);
  const resumed = checkpoint && await restoreCheckpoint(checkpoint, state, { of });
  const clock = checkpoint && startCheckpointClock(checkpoint.every);

  for (let step = resumed?.steps ?? 0; step < steps; step++) {
    const started = performance.now();
    const masked = maskBatch(selectTexts(packed, pick(step)), tokenizer, generator(seed * 1000003 + step));
    const { value, grads } = tf.variableGrads(() => mlmLoss(masked, weights, config), [...weights.values()]);
    const loss = value.dataSync()[0];
    value.dispose();
    if (!Number.isFinite(loss)) {
      throw new UserError(
        `Expected a finite loss but found ${loss} at step ${step + 1}. Lower the learning rate.`,
      );
    }
    const rate = learningRateAt(step, { ...options, linearTo: steps });
    optimizer.step(byWeight(weights, grads), rate);
    tf.dispose(grads as unknown as Tensor[]);
    const seconds = (performance.now() - started) / 1000;
    const record = { step: step + 1, loss, tokens: masked.batch.ids.length, seconds };
    log.push(record);
    options.onStep?.(record);
    // Lets signals be handled, before it is decided whether a checkpoint is due.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (clock && (signal?.aborted || clock.due(step + 1))) {
      await clock.save(() => saveCheckpoint(checkpoint!.folder, state, { of }));
    }
    signal?.throwIfAborted();
  }
  optimizer.dispose();
  for (const head of headShapes(config).keys()) {
    weights.get(head)!.dispose();
    weights.delete(head);
  }
  const records = log.records();
  const sum = (of: "tokens" | "seconds") => records.reduce((all, record) => all + record[of], 0);
  return {
    encoder: makeEncoder({ name, config, tokenizer, pooling: "mean", weights }),
    log: { losses: records.map(({ loss }) => loss), tokens: sum("tokens"), seconds: sum("seconds") },
  };
}
