/** Trains a cross-encoder on lists of one positive and several negatives. */
import { type Identity, type TokenBatch, UserError } from "../base/mod.ts";
import {
  casedPairs,
  type CrossEncoder,
  crossEncoderFingerprint,
  derivedSeed,
  type Dropout,
} from "../encoders/mod.ts";
import { type MutableTensor, type Scalar, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { packPairs, selectTexts } from "../text/mod.ts";
import { makeAdamW } from "./adamw.ts";
import {
  bestValidation,
  checkBest,
  isOutOfPatience,
  type KeepBestOptions,
  restoreBest,
  storeBest,
} from "./best.ts";
import { type CheckpointOptions, restoreCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { startCheckpointClock } from "./checkpoint_clock.ts";
import { defaultChunkTokens } from "./gradient_cache.ts";
import { byWeight } from "./gradients.ts";
import type { ValidationRecord } from "./history.ts";
import { listIdentity } from "./identity.ts";
import { type ListLoss, listLoss, listLosses } from "./list_loss.ts";
import { type ListData, negativesOfList } from "./ranked_lists.ts";
import { sampler } from "./sampler.ts";
import { learningRateAt } from "./schedule.ts";
import { makeStepLog } from "./step_log.ts";

export interface CrossEncoderTrainingOptions {
  /** Default softmax. */
  loss?: ListLoss;
  steps: number;
  /** Lists a step. */
  batchSize: number;
  /**
   * Tokens that go through the encoder at once: a larger batch is split between lists, with the same gradients. Default as
   * many as need some 3 GB of memory.
   */
  chunkTokens?: number;
  learningRate: number;
  /** Steps of linear warm-up; default 0. */
  warmupSteps?: number;
  /** Factor on the rate for each step after the warm-up; default: it falls linearly to zero at the last step instead. */
  decay?: number;
  /** Default 0.01; not on biases and LayerNorm weights. */
  weightDecay?: number;
  /** Rates of dropout; default none. */
  dropout?: Omit<Dropout, "seed">;
  /** Decides the order of the lists, and the dropout. */
  seed: number;
  /** Tokens a query is cut at, with the special tokens around it; default 20. */
  maxQueryLength?: number;
  /** Tokens a pair is cut at; default 220. */
  maxLength?: number;
  /** Steps after which `validate` is called; 0 is before training. */
  validateAt?: number[];
  validate?: (encoder: CrossEncoder) => Promise<Record<string, number>>;
  /** Ends with the weights of the best validation, and may stop early; default: the last step's weights. */
  keepBest?: KeepBestOptions;
  checkpoint?: CheckpointOptions;
  /** Told after every step. */
  onStep?: (record: ListStepRecord) => void;
  /** Aborting saves a checkpoint, where `checkpoint` is set, and throws the signal's reason. */
  signal?: AbortSignal;
}

export interface ListStepRecord {
  /** Steps taken, this one included. */
  step: number;
  /** Lists seen so far. */
  lists: number;
  loss: number;
  learningRate: number;
  /** Tokens of the batch, special ones included. */
  tokens: number;
  seconds: number;
}

export interface CrossEncoderHistory {
  steps: readonly ListStepRecord[];
  /** Their `triples` are pairs of a positive and a negative. */
  validations: ValidationRecord[];
}

/**
 * Trains a cross-encoder in place.
 *
 * @returns The log, including steps before an interruption.
 * @throws UserError where there are no lists, their sizes do not fit, or the loss is not finite.
 */
export async function trainCrossEncoder(
  encoder: CrossEncoder,
  data: ListData,
  options: CrossEncoderTrainingOptions,
): Promise<CrossEncoderHistory> {
  const {
    loss = "softmax",
    steps,
    batchSize,
    seed,
    validateAt = [],
    validate,
    keepBest,
    checkpoint,
    signal,
  } = options;
  const { warmupSteps = 0, decay, weightDecay = 0.01 } = options;
  const { lists } = data;
  const each = negativesOfList(lists);
  if (!listLosses.includes(loss)) {
    throw new UserError(`Expected the loss to be one of ${listLosses.join(", ")} but found "${loss}".`);
  }
  const optimizer = makeAdamW(encoder.weights, { weightDecay });
  const pick = sampler(lists.queries.length, { batchSize, seed });
  const trained = new Map<string, MutableTensor>(encoder.weights);
  const log = makeStepLog<ListStepRecord>();
  const parts = { trained, optimizer, log };
  const clock = checkpoint && startCheckpointClock(checkpoint.every);
  let validations: ValidationRecord[] = [];
  let of: Identity | undefined;
  let savedAt = 0;
  const save = async () => {
    const { steps } = optimizer.state();
    if (!checkpoint || steps === 0) return;
    await clock!.save(() => saveCheckpoint(checkpoint.folder, parts, { of: of!, validations }));
    savedAt = steps;
  };

  const runValidation = async (done: number) => {
    if (!validate || !validateAt.includes(done) || validations.some((v) => v.step === done)) return;
    const validation = { step: done, triples: done * batchSize * each, measures: await validate(encoder) };
    validations.push(validation);
    if (keepBest && bestValidation(validations, keepBest.measure) === validation) {
      await storeBest(keepBest, encoder.weights);
    }
  };
  const isDone = () => keepBest !== undefined && isOutOfPatience(validations, keepBest);

  try {
    of = checkpoint && listIdentity(await crossEncoderFingerprint(encoder), data, options);
    const check = async (earlier: ValidationRecord[]) => {
      if (keepBest && earlier.length > 0) await checkBest(keepBest);
    };
    const resumed = checkpoint && await restoreCheckpoint(checkpoint, parts, { of: of!, check });
    if (resumed) validations = resumed.validations;
    savedAt = resumed?.steps ?? 0;
    await runValidation(resumed?.steps ?? 0);
    for (let step = resumed?.steps ?? 0; step < steps && !isDone(); step++) {
      const started = performance.now();
      const learningRate = learningRateAt(step, {
        learningRate: options.learningRate,
        warmupSteps,
        ...(decay === undefined ? { linearTo: steps } : { decay }),
      });
      const batch = packLists(encoder, data, { ...options, examples: pick(step) });
      const measured = listLossAndGradients(encoder, batch, {
        loss,
        size: 1 + each,
        chunkTokens: options.chunkTokens,
        dropout: options.dropout && { ...options.dropout, seed: derivedSeed(seed, step) },
      });
      if (!Number.isFinite(measured.loss)) {
        tf.dispose([...measured.gradients.values()]);
        throw new UserError(
          `Expected a finite loss but found ${measured.loss} at step ${step + 1} of ${steps} ` +
            `(learning rate ${learningRate.toPrecision(3)}). Lower the learning rate.`,
        );
      }
      optimizer.step(measured.gradients, learningRate);
      tf.dispose([...measured.gradients.values()]);
      const record: ListStepRecord = {
        step: step + 1,
        lists: (step + 1) * batchSize,
        loss: measured.loss,
        learningRate,
        tokens: batch.ids.length,
        seconds: (performance.now() - started) / 1000,
      };
      log.push(record);
      options.onStep?.(record);
      // Lets signals, timers and the notebook's messages be handled.
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal?.throwIfAborted();
      const last = step + 1 === steps;
      if ((last || validateAt.includes(step + 1)) && clock?.worthIt()) await save();
      await runValidation(step + 1);
      signal?.throwIfAborted();
      if (!last && clock?.due(step + 1)) await save();
    }
    savedAt = Infinity; // the weights are those of the checkpoint no more
    if (keepBest && validations.length > 0) await restoreBest(keepBest, encoder.weights);
  } catch (error) {
    if (signal?.aborted && optimizer.state().steps > savedAt) await save();
    throw error;
  } finally {
    optimizer.dispose();
  }
  return { steps: log.records(), validations };
}

export interface PackListsOptions extends Pick<CrossEncoderTrainingOptions, "maxQueryLength" | "maxLength"> {
  /** Positions of the lists. */
  examples: ArrayLike<number>;
}

/** The pairs of lists as one packed batch: of each list the positive's, then the negatives'. */
function packLists(encoder: CrossEncoder, { queries, passages, lists }: ListData, options: PackListsOptions) {
  const { examples, maxQueryLength = 20, maxLength = 220 } = options;
  const each = negativesOfList(lists);
  const first: number[] = [], second: number[] = [];
  for (let i = 0; i < examples.length; i++) {
    const list = examples[i];
    second.push(lists.positives[list], ...lists.negatives.subarray(list * each, (list + 1) * each));
    for (let k = 0; k <= each; k++) first.push(lists.queries[list]);
  }
  // Only the texts of the batch, as lower-casing may have to copy them.
  const chosen = (texts: readonly string[], positions: number[]) => positions.map((i) => texts[i]);
  const own = first.map((_, i) => i);
  const pairs = {
    firsts: chosen(queries.texts, first),
    seconds: chosen(passages.texts, second),
    first: own,
    second: own,
  };
  return packPairs(encoder.tokenizer, casedPairs(encoder, pairs), {
    maxLength: Math.min(maxLength, encoder.positions),
    maxFirst: maxQueryLength,
  });
}

export interface ListGradientOptions {
  loss: ListLoss;
  /** Pairs of a list: `1 + K`. */
  size: number;
  /** Default {@linkcode defaultChunkTokens} of the encoder. */
  chunkTokens?: number;
  /** Default none. */
  dropout?: Dropout;
}

/**
 * The loss of a batch of lists and its gradients, by the weights' names; the caller's to dispose.
 *
 * The loss is a mean over lists, so that a batch that is larger than `chunkTokens` is split between lists, and the
 * gradients of the chunks are added.
 *
 * @param batch Pairs, list after list, the positive's first in each.
 */
export function listLossAndGradients(
  encoder: CrossEncoder,
  batch: TokenBatch,
  options: ListGradientOptions,
): { loss: number; gradients: Map<string, Tensor> } {
  const { loss, size, chunkTokens = defaultChunkTokens(encoder.config), dropout } = options;
  if (!(chunkTokens >= 1)) {
    throw new UserError(`Expected chunkTokens to be a positive number but found ${chunkTokens}`);
  }
  const lists = (batch.offsets.length - 1) / size;
  const chunks = chunksOfLists(batch, { size, chunkTokens });
  const sum = { loss: 0, gradients: new Map<string, Tensor>() };
  chunks.forEach((positions, i) => {
    const part = chunks.length === 1 ? batch : selectTexts(batch, positions);
    const seeded = dropout && chunks.length > 1
      ? { ...dropout, seed: derivedSeed(dropout.seed, i) }
      : dropout;
    const share = positions.length / size / lists;
    const { value, grads } = tf.variableGrads(() => {
      const lists = (scores: Tensor) => scores.reshape([-1, size]) as Tensor2D;
      if (loss !== "self-distilled") {
        return tf.mul(listLoss(lists(encoder.score(part, { dropout: seeded })), loss), share) as Scalar;
      }
      const { scores, passages } = encoder.read(part, { dropout: seeded });
      return tf.mul(listLoss(lists(scores), loss, passages), share) as Scalar;
    }, [...encoder.weights.values()]);
    sum.loss += value.dataSync()[0];
    value.dispose();
    for (const [name, gradient] of byWeight(encoder.weights, grads)) {
      const before = sum.gradients.get(name);
      sum.gradients.set(name, before ? tf.add(before, gradient) : gradient);
      if (before) tf.dispose([before, gradient]);
    }
  });
  return sum;
}

/** Positions of the pairs of each chunk: whole lists, at least one, of at most so many tokens. */
function chunksOfLists(
  { offsets }: TokenBatch,
  { size, chunkTokens }: { size: number; chunkTokens: number },
): Int32Array[] {
  const pairs = offsets.length - 1;
  const chunks: Int32Array[] = [];
  let start = 0;
  for (let end = size; end <= pairs; end += size) {
    if (end < pairs && offsets[end + size] - offsets[start] <= chunkTokens) continue;
    const first = start;
    chunks.push(Int32Array.from({ length: end - first }, (_, i) => first + i));
    start = end;
  }
  return chunks;
}
