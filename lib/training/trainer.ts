/**
 * Trains a bi-encoder on triples: one encoder for queries and passages, any loss of their embeddings.
 */
import { type Identity, keepsHistograms, type Texts, UserError } from "../base/mod.ts";
import { derivedSeed, type Dropout, type Encoder, prompted } from "../encoders/mod.ts";
import { type MutableTensor, tf } from "../engine/mod.ts";
import { concatBatches, packTexts } from "../text/mod.ts";
import { makeAdamW } from "./adamw.ts";
import type { BatchNumbers } from "./batch_numbers.ts";
import {
  bestValidation,
  checkBest,
  isOutOfPatience,
  type KeepBestOptions,
  restoreBest,
  storeBest,
} from "./best.ts";
import { startCheckpointClock } from "./checkpoint_clock.ts";
import { type CheckpointOptions, restoreCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { chunkedLossAndGradients } from "./gradient_cache.ts";
import type { LossAndGradients, LossFunction, StatisticsFunction } from "./gradients.ts";
import type { History, StepRecord, ValidationRecord } from "./history.ts";
import { trainingIdentity } from "./identity.ts";
import { samplerOf, type Sampling } from "./sampling.ts";
import { learningRateAt } from "./schedule.ts";
import { makeStepLog } from "./step_log.ts";
import type { TrainingData } from "./training_data.ts";
import { countTwins, tripleTexts } from "./twins.ts";

export interface TrainingOptions {
  loss: LossFunction;
  statistics?: StatisticsFunction;
  /** Where the loss's numbers from outside come from; default: it has none. */
  given?: BatchNumbers;
  steps: number;
  /** Triples a step. */
  batchSize: number;
  /**
   * Tokens that go through the encoder at once. A larger batch is split into chunks, with the same gradients, at the
   * cost of one more forward pass. Default: as many as need some 3 GB of memory, 16,000 for an encoder of MiniLM's
   * size.
   */
  chunkTokens?: number;
  learningRate: number;
  /** Steps of linear warm-up; default 0. */
  warmupSteps?: number;
  /** Factor on the learning rate for each step after the warm-up; default 0.99999, the reference's. */
  decay?: number;
  /** Default 1e-6, the reference's; not on biases and LayerNorm weights. */
  weightDecay?: number;
  /** Rates of dropout; default none. */
  dropout?: Omit<Dropout, "seed">;
  /** Decides the order of the triples, and the dropout. */
  seed: number;
  /** Tokens a query is cut at; default 20, the reference's. */
  maxQueryLength?: number;
  /** Tokens a passage is cut at; default 200, the reference's. */
  maxPassageLength?: number;
  /** Steps after which `validate` is called; 0 is before training. */
  validateAt?: number[];
  validate?: (encoder: Encoder) => Promise<Record<string, number>>;
  /** Ends with the weights of the best validation, and may stop early; default: the last step's weights. */
  keepBest?: KeepBestOptions;
  /** How the triples of a batch are drawn; default random. */
  sampling?: Sampling;
  /** Topics, of topic-aware sampling; default: one for each two batches of queries. */
  topics?: number;
  /** A teacher's margin of each triple, for balanced sampling. */
  teacherMargins?: Float32Array;
  checkpoint?: CheckpointOptions;
  /** Told what it took, in seconds, to get ready to draw batches, and then to draw each. */
  onSampling?: (seconds: number) => void;
  /** Told after every step. */
  onStep?: (record: StepRecord) => void;
  /** Told after every validation of this process. */
  onValidation?: (record: ValidationRecord) => void;
  /**
   * Aborting saves a checkpoint, where `checkpoint` is set, and throws the signal's reason: at the end of the step that is
   * being computed, which with a large batch and long passages may take more than some seconds.
   */
  signal?: AbortSignal;
}

/**
 * Trains an encoder in place.
 *
 * @returns The log, including steps before an interruption; of a long training, most steps' histograms are left out.
 * @throws UserError where there are no triples, the loss is not finite, or the checkpoint's folder holds a damaged
 *   checkpoint or one of another training.
 */
export async function train(
  encoder: Encoder,
  data: TrainingData,
  options: TrainingOptions,
): Promise<History> {
  const {
    loss,
    statistics,
    steps,
    batchSize,
    seed,
    validateAt = [],
    validate,
    keepBest,
    checkpoint,
    signal,
  } = options;
  const { chunkTokens, maxQueryLength = 20, maxPassageLength = 200, decay = 0.99999, warmupSteps = 0 } =
    options;
  const { triples } = data;
  if (triples.queries.length === 0) throw new UserError("Expected triples to train on but found none");
  const texts = tripleTexts(data);
  const startedSampling = performance.now();
  // Before a checkpoint is restored: topics are those of the encoder before training.
  const pick = await samplerOf(encoder, { data, texts }, { ...options, maxQueryLength });
  options.onSampling?.((performance.now() - startedSampling) / 1000);
  const { variables, rateFactor = 1 } = loss.learned ?? {};
  const parameters = new Map([...encoder.weights, ...variables ?? []]);
  const optimizer = makeAdamW(parameters, {
    weightDecay: options.weightDecay,
    rateFactor: (name) => variables?.has(name) ? rateFactor : 1,
  });
  const trained = new Map<string, MutableTensor>([...parameters, ...options.given?.state ?? []]);
  const log = makeStepLog<StepRecord>();
  let validations: ValidationRecord[] = [];

  const runValidation = async (done: number) => {
    if (!validate || !validateAt.includes(done) || validations.some((v) => v.step === done)) return;
    const validation = { step: done, triples: done * batchSize, measures: await validate(encoder) };
    validations.push(validation);
    options.onValidation?.(validation);
    if (keepBest && bestValidation(validations, keepBest.measure) === validation) {
      await storeBest(keepBest, encoder.weights);
    }
  };
  const clock = checkpoint && startCheckpointClock(checkpoint.every);
  const parts = { trained, optimizer, log };
  let of: Identity | undefined;
  let savedAt = 0;
  const save = async () => {
    const { steps } = optimizer.state();
    if (!checkpoint || steps === 0) return;
    await clock!.save(() => saveCheckpoint(checkpoint.folder, parts, { of: of!, validations }));
    savedAt = steps;
  };
  const isDone = () => keepBest !== undefined && isOutOfPatience(validations, keepBest);

  try {
    of = checkpoint && await trainingIdentity(encoder, data, options);
    const check = async (earlier: ValidationRecord[]) => {
      if (keepBest && earlier.length > 0) await checkBest(keepBest);
    };
    const resumed = checkpoint && await restoreCheckpoint(checkpoint, parts, { of: of!, check });
    if (resumed) validations = resumed.validations;
    savedAt = resumed?.steps ?? 0;
    await runValidation(resumed?.steps ?? 0);
    for (let step = resumed?.steps ?? 0; step < steps && !isDone(); step++) {
      const started = performance.now();
      const examples = pick(step);
      options.onSampling?.((performance.now() - started) / 1000);
      const learningRate = learningRateAt(step, { learningRate: options.learningRate, warmupSteps, decay });
      const pack = (texts: Texts, positions: Int32Array, as: "query" | "passage", maxLength: number) => {
        const chosen = Array.from(examples, (i) => texts.texts[positions[i]]);
        return packTexts(encoder.tokenizer, prompted(encoder, chosen, as), { maxLength });
      };
      const batch = concatBatches(
        pack(data.queries, triples.queries, "query", maxQueryLength),
        pack(data.passages, triples.positives, "passage", maxPassageLength),
        pack(data.passages, triples.negatives, "passage", maxPassageLength),
      );
      const given = await options.given?.of({ step, examples, batch });
      let measured: LossAndGradients;
      try {
        measured = chunkedLossAndGradients(encoder, batch, {
          loss,
          statistics,
          given,
          chunkTokens,
          dropout: options.dropout && { ...options.dropout, seed: derivedSeed(seed, step) },
        });
      } finally {
        given?.dispose();
      }
      if (!Number.isFinite(measured.loss)) {
        tf.dispose([...measured.gradients.values()]);
        throw new UserError(
          `Expected a finite loss but found ${measured.loss} at step ${step + 1} of ${steps} ` +
            `(learning rate ${
              learningRate.toPrecision(3)
            }). Lower the learning rate, or look at the loss's options.`,
        );
      }
      optimizer.step(measured.gradients, learningRate);
      tf.dispose([...measured.gradients.values()]);
      options.given?.afterStep?.(encoder);
      const record: StepRecord = {
        step: step + 1,
        triples: (step + 1) * batchSize,
        loss: measured.loss,
        learningRate,
        ...measured.statistics,
        tokens: batch.ids.length,
        twins: countTwins(texts, examples),
        seconds: (performance.now() - started) / 1000,
      };
      log.push(keepsHistograms(step + 1, steps) ? record : { ...record, histograms: undefined });
      options.onStep?.(record);
      // Lets signals, timers and the notebook's messages be handled.
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal?.throwIfAborted();
      // A validation may take long, and so may what follows the last step.
      const last = step + 1 === steps;
      if ((last || validateAt.includes(step + 1)) && clock?.worthIt()) await save();
      await runValidation(step + 1);
      signal?.throwIfAborted();
      if (!last && clock?.due(step + 1)) await save();
    }
    // What follows, such as a search, may take long; and an early end is not the last step.
    if (optimizer.state().steps > savedAt && clock?.worthIt()) await save();
    savedAt = Infinity; // the weights are those of the checkpoint no more
    if (keepBest && validations.length > 0) await restoreBest(keepBest, encoder.weights);
  } catch (error) {
    // What is due is decided here, as the signal may have come at any time.
    if (signal?.aborted && optimizer.state().steps > savedAt) await save();
    throw error;
  } finally {
    optimizer.dispose();
  }
  return { steps: log.records(), validations };
}
