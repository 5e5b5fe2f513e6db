/** One run, from its configuration to its stored result. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { inCache, UserError } from "../base/mod.ts";
import { collectionFingerprint } from "../data/mod.ts";
import { type Encoder, loadEncoder, saveEncoder, withPooling } from "../encoders/mod.ts";
import type { Hits } from "../retrieval/mod.ts";
import { type History, train } from "../training/mod.ts";
import { writeRun } from "../trec/mod.ts";
import { type Lengths, type RunConfig, runLabel, searchLengths, testLengths } from "./config.ts";
import { NO_ENCODER } from "./encoders/no_encoder.ts";
import { checkpointOf, encoderWeights } from "./encoders/registry.ts";
import { hashOf } from "./hash.ts";
import { keepEncoder } from "./kept_encoder.ts";
import { machineInWords, softwareVersion } from "./machine.ts";
import { batchNumbersOf } from "./methods/batch_numbers_of.ts";
import { kindOf } from "./methods/registry.ts";
import { statisticsOf } from "./methods/statistics_of.ts";
import { type Outcome, secondsOf } from "./outcome.ts";
import { prepareData, type PreparedData } from "./prepare_data.ts";
import { watchMemory } from "./peak_memory.ts";
import { rankByPairs } from "./rank_by_pairs.ts";
import { type RunResult, searchMeasures, type TeacherShare, type Top10 } from "./result.ts";
import { embedSearchSet, nearest, rerank, searchWords } from "./search.ts";
import { searchInShards } from "./sharded_search.ts";
import { wrongSimilarity } from "./wrong_similarity.ts";
import { asRun, measure, type SearchSet, textsOf } from "./search_set.ts";
import { rankingDepth } from "./sizes.ts";
import { validationOf } from "./validation.ts";
import { readResult, type Source, storeResult } from "./store.ts";
import { keepingTeacher } from "./teachers/teacher_of_run.ts";
import type { Phase, SearchedTexts } from "./time_left.ts";

export interface RunHooks {
  readonly signal?: AbortSignal;
  /** Where the result is stored. */
  readonly source: Source;
  /** Whether the trained encoder is kept as well; default false. */
  readonly keepsEncoder?: boolean;
  /** Told how much there is to search, once that is known. */
  readonly onTexts?: (texts: SearchedTexts) => void;
  /** Told of work done: texts trained on or encoded, and how long that took. */
  readonly onWork?: (phase: Phase, texts: number, seconds?: number) => void;
  /** Told what is going on, in a few words. */
  readonly onNote?: (note: string) => void;
  /** Told what the dev queries said, while a run trains. */
  readonly onValidation?: (validation: History["validations"][number]) => void;
}

/**
 * Trains, ranks, measures, stores.
 *
 * While it trains, checkpoints lie in the cache under the run's hash; after an interruption, it continues from the last
 * one, unless that is damaged or of other weights or data. Local results get the ranking as a TREC run file as well.
 *
 * @throws The signal's reason where it is aborted; UserError where data is missing or training diverges.
 */
export async function performRun(config: RunConfig, hooks: RunHooks): Promise<RunResult> {
  const { source, signal, onNote } = hooks;
  onNote?.("preparing data");
  const data = await prepareData(config);
  signal?.throwIfAborted();
  hooks.onTexts?.({ dev: textsOf(data.dev), test: textsOf(data.test) });
  const weights = encoderWeights(config.encoder);
  const peakMemory = watchMemory();
  const started = performance.now();
  const bm25 = kindOf(config.method).bm25?.(config.method);
  const listLoss = kindOf(config.method).listLoss?.(config.method);
  const { history, found, reranked, restored, cost } = bm25
    ? await rankByWords(bm25, data, hooks)
    : listLoss
    ? await rankByPairs(config, listLoss, data, {
      ...hooks,
      weights,
      folder: checkpointFolder(hashOf(config), weights),
    })
    : await rankByVectors(config, weights, data, hooks);
  const { test } = data;
  const { queries, values } = measure(test, found, searchMeasures);
  const result: RunResult = {
    hash: hashOf(config),
    config,
    history: history.steps,
    validations: history.validations,
    queries,
    measures: values,
    reranked: measure(test, reranked, ["RR@10"]).values["RR@10"],
    ...((test.relevantFrom ?? 1) !== 1 && { relevantFrom: test.relevantFrom }),
    top10: top10Of(test, found),
    seconds: (performance.now() - started) / 1000 + restored,
    cost: { ...cost, memory: peakMemory() },
    machine: machineInWords(),
    software: softwareVersion(),
    weights,
    source,
  };
  await storeResult(result, async (folder) => {
    if (source !== "local") return;
    const tag = runLabel(config).replaceAll(/[ ,]+/g, "-");
    await writeRun(path.join(folder, "run.trec"), asRun(test, found), tag);
  });
  // Where another process performs the same run, it may write there right now; then it removes it.
  await rm(checkpointFolder(result.hash, weights), { recursive: true, force: true, maxRetries: 3 })
    .catch(() => {});
  return await readResult(config, source);
}

/**
 * The encoder of a run, trained again: what is stored of a run are its numbers, not its weights.
 *
 * @returns The encoder, whose weights the caller disposes of, and its history; an untrained method's encoder as it came.
 * @throws UserError where data is missing or training diverges, or the run has no encoder.
 */
export async function trainedEncoder(
  config: RunConfig,
  hooks: Pick<RunHooks, "signal" | "onNote" | "onValidation"> = {},
): Promise<{ encoder: Encoder; history: History }> {
  if (config.encoder === NO_ENCODER) {
    throw new UserError(`Expected a run with an encoder but found "${runLabel(config)}", which has none.`);
  }
  const weights = encoderWeights(config.encoder);
  const data = await prepareData(config);
  const encoder = await loadEncoder(checkpointOf(config.encoder), config.encoderOptions);
  try {
    const { history } = config.training
      ? await trainOn(encoder, config, weights, data, { ...hooks, source: "local" })
      : { history: untrained };
    await rm(checkpointFolder(hashOf(config), weights), { recursive: true, force: true });
    return { encoder, history };
  } catch (error) {
    encoder.dispose();
    throw error;
  }
}

/** Where a run's checkpoint lies until it is complete: other weights to start from have a checkpoint of their own. */
export function checkpointFolder(hash: string, weights: string): string {
  return inCache("checkpoints", weights ? `${hash}-${weights}` : hash);
}

const untrained: History = { steps: [], validations: [] };

async function rankByWords(
  { k1, b }: { k1: number; b: number },
  { test, candidates }: PreparedData,
  { onWork }: RunHooks,
): Promise<Outcome> {
  const started = performance.now();
  const found = await searchWords(test, { k1, b, depth: rankingDepth });
  const search = (performance.now() - started) / 1000;
  onWork?.("encode", textsOf(test), search);
  return {
    history: untrained,
    found,
    reranked: candidates.test,
    restored: 0,
    cost: { validation: 0, search },
  };
}

async function rankByVectors(
  config: RunConfig,
  weights: string,
  data: PreparedData,
  hooks: RunHooks,
): Promise<Outcome> {
  const encoder = await loadEncoder(checkpointOf(config.encoder), config.encoderOptions);
  try {
    const { signal } = hooks;
    const { history, restored, ...trained } = config.training
      ? await keepingTeacher(
        { config, encoder, signal },
        () => trainOn(encoder, config, weights, data, hooks),
      )
      : { history: untrained, restored: 0, validation: 0 };
    hooks.onNote?.("searching");
    const started = performance.now();
    const tested = withPooling(encoder, config.testUse?.pooling ?? encoder.pooling);
    const { found, reranked } = await searchInShards(tested, data.test, {
      ...embedHooks(config, weights, testLengths(config), hooks),
      depth: rankingDepth,
      candidates: data.candidates.test,
    });
    const search = (performance.now() - started) / 1000;
    if (config.training && hooks.keepsEncoder) {
      const { maxPassageLength: maxLength } = testLengths(config);
      await keepEncoder(config, {
        weights,
        save: (folder) => saveEncoder(tested, folder, { maxLength }),
      });
    }
    return { history, found, reranked, restored, cost: { ...trained, search } };
  } finally {
    encoder.dispose();
  }
}

function embedHooks(config: RunConfig, weights: string, lengths: Lengths, { signal, onWork }: RunHooks) {
  return {
    signal,
    lengths,
    keep: path.join(checkpointFolder(hashOf(config), weights), "search"),
    onChunk: (texts: number, seconds: number) => onWork?.("encode", texts, seconds),
  };
}

async function trainOn(
  encoder: Encoder,
  config: RunConfig,
  weights: string,
  data: PreparedData,
  hooks: RunHooks,
) {
  const { training, triples } = data;
  const { method, seed } = config;
  const budget = config.training!;
  const { signal, onWork, onNote, onValidation } = hooks;
  const loss = await kindOf(method).loss?.(method);
  if (!loss) {
    throw new UserError(
      `Expected a loss to train with but found the method "${method.kind}", which trains nothing.`,
    );
  }
  if (encoder.similarity !== "cosine") throw wrongSimilarity(encoder);
  const { dropout, keepBest } = budget;
  const folder = checkpointFolder(hashOf(config), weights);
  const { set, candidates, measures, depth } = await validationOf(budget, data, rankingDepth);
  let fresh = 0, sampling = 0, validation = 0;
  let teacher: TeacherShare | undefined;
  const given = await batchNumbersOf(
    method,
    encoder,
    config.teacher && (async (needs) => {
      // Loaded on first need: few runs have a teacher.
      const { teacherNumbers } = await import("./teachers/teacher_numbers.ts");
      const { numbers, cost } = await teacherNumbers(config, data, needs, {
        train: trainedEncoder,
        signal,
        onNote,
      });
      teacher = cost;
      return numbers;
    }),
  );
  const history = await train(encoder, { queries: training.queries, passages: training.passages, triples }, {
    ...budget,
    validateAt: [...budget.validateAt],
    dropout: dropout ? { hidden: dropout, attention: dropout } : undefined,
    keepBest: keepBest && { ...keepBest, folder },
    seed,
    loss,
    given,
    statistics: statisticsOf(method, loss),
    checkpoint: {
      folder,
      every: Math.ceil(budget.steps / 3),
      of: { run: hashOf(config), dev: collectionFingerprint(set.collection) },
      ifOther: "start over",
      ifDamaged: "start over",
    },
    signal,
    onValidation,
    async validate() {
      onNote?.("searching for the dev queries");
      const started = performance.now();
      const vectors = await embedSearchSet(
        encoder,
        set,
        embedHooks(config, weights, searchLengths(config), hooks),
      );
      const found = candidates ? rerank(vectors, candidates) : nearest(vectors, depth);
      const { means } = measure(set, found, measures);
      validation += (performance.now() - started) / 1000;
      return means;
    },
    onSampling: (seconds) => sampling += seconds,
    onStep(record) {
      // Steps before the first one of this process came out of a checkpoint.
      if (fresh === 0) onWork?.("train", 3 * budget.batchSize * (record.step - 1));
      fresh++;
      onWork?.("train", 3 * budget.batchSize, record.seconds);
      onNote?.(`step ${record.step} of ${budget.steps}, loss ${record.loss.toFixed(4)}`);
    },
  }).finally(() => {
    given?.dispose?.();
    loss.learned?.dispose();
  });
  signal?.throwIfAborted();
  if (fresh === 0) onWork?.("train", 3 * budget.batchSize * history.steps.length);
  return {
    history,
    restored: secondsOf(history.steps, history.steps.length - fresh),
    sampling,
    validation,
    ...(teacher && { teacher }),
  };
}

function top10Of({ wholePositions }: SearchSet, found: readonly Hits[]): Top10 {
  const positions = new Int32Array(found.length * 10).fill(-1);
  const scores = new Float32Array(found.length * 10).fill(NaN);
  found.forEach((each, query) => {
    each.positions.subarray(0, 10).forEach((position, rank) =>
      positions[query * 10 + rank] = wholePositions[position]
    );
    scores.set(each.scores.subarray(0, 10), query * 10);
  });
  return { positions, scores };
}
