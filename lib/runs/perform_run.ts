/** One run, from its configuration to its stored result. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { inCache, UserError } from "../base/mod.ts";
import { type Encoder, encodeTexts, loadEncoder } from "../encoders/mod.ts";
import { inBatchSoftmaxLoss, marginLoss, type MarginOptions, marginStatistics } from "../losses/mod.ts";
import { buildBM25, denseSearch } from "../retrieval/mod.ts";
import { writeRun } from "../trec/mod.ts";
import { type History, type LossFunction, train } from "../training/mod.ts";
import { type BM25Method, type MarginMethod, type Method, type RunConfig, runLabel } from "./config.ts";
import type { BenchTexts, Phase } from "./time_left.ts";
import { hashOf } from "./hash.ts";
import { machineInWords, softwareVersion } from "./machine.ts";
import { measureNames, type RunResult, type Top10 } from "./result.ts";
import { lengths, rankingDepth } from "./sizes.ts";
import { readResult, type Source, storeResult } from "./store.ts";
import { encoderWeights } from "./weights.ts";
import { asRun, type Bench, type Found, measure, openWorkbench, type Workbench } from "./workbench.ts";

export interface RunHooks {
  readonly signal?: AbortSignal;
  /** Where the result is stored. */
  readonly source: Source;
  /** Told how much there is to search, once that is known. */
  readonly onTexts?: (texts: BenchTexts) => void;
  /** Told of work done: texts trained on or encoded, and how long that took. */
  readonly onWork?: (phase: Phase, texts: number, seconds?: number) => void;
  /** Told what is going on, in a few words. */
  readonly onNote?: (note: string) => void;
}

/** Texts encoded at a time; between two such lots a run can be ended and progress is told. */
const lot = 2048;

/**
 * Trains, ranks, measures, stores.
 *
 * While it trains, checkpoints lie in the cache under the run's hash: started again after an interruption, it goes
 * on from the last one. Local results get the ranking as a TREC run file as well.
 *
 * @throws The signal's reason where it is aborted; UserError where data is missing or training diverges.
 */
export async function performRun(config: RunConfig, hooks: RunHooks): Promise<RunResult> {
  const { source, signal, onNote } = hooks;
  onNote?.("preparing data");
  const workbench = await openWorkbench(config.collection.subset);
  signal?.throwIfAborted();
  const texts = ({ queries, collection }: Bench) => queries.length + collection.passages.ids.length;
  hooks.onTexts?.({ dev: texts(workbench.dev), test: texts(workbench.test) });
  const started = performance.now();
  const { history, found, rerank, restored } = config.method.kind === "bm25"
    ? searchWords(config.method, workbench, hooks)
    : await searchVectors(config, workbench, hooks);
  const { test } = workbench;
  const { queries, values } = measure(test, found, measureNames.slice(0, 3));
  const result: RunResult = {
    hash: hashOf(config),
    config,
    history: history.steps,
    validations: history.validations,
    queries,
    measures: { ...values, "rerank RR@10": measure(test, rerank, ["RR@10"]).values["RR@10"] },
    top10: top10Of(test, found),
    seconds: (performance.now() - started) / 1000 + restored,
    machine: machineInWords(),
    software: softwareVersion(),
    weights: encoderWeights(config.encoder),
    source,
  };
  await storeResult(result, async (folder) => {
    if (source === "local") {
      await writeRun(
        path.join(folder, "run.trec"),
        asRun(test, found),
        runLabel(config).replaceAll(/[ ,]+/g, "-"),
      );
    }
  });
  await rm(checkpointFolder(result.hash), { recursive: true, force: true });
  return await readResult(config, source);
}

/** Where a run's checkpoint lies until it is complete. */
export function checkpointFolder(hash: string): string {
  return inCache("checkpoints", hash);
}

/** What is left of a run before it is measured. */
interface Outcome {
  readonly history: History;
  readonly found: Found;
  /** The candidates of BM25, scored by this run. */
  readonly rerank: Found;
  /** Seconds of training steps that an earlier, interrupted process took. */
  readonly restored: number;
}

const untrained: History = { steps: [], validations: [] };

function searchWords(method: BM25Method, workbench: Workbench, { onWork }: RunHooks): Outcome {
  const { test, candidates } = workbench;
  const { passages, queries } = test.collection;
  const started = performance.now();
  const bm25 = buildBM25(passages.texts, { k1: method.k1, b: method.b });
  const found = Array.from(test.queries, (query) => bm25.search(queries.texts[query], rankingDepth));
  onWork?.("encode", test.queries.length + passages.ids.length, (performance.now() - started) / 1000);
  return { history: untrained, found, rerank: candidates, restored: 0 };
}

async function searchVectors(config: RunConfig, workbench: Workbench, hooks: RunHooks): Promise<Outcome> {
  const encoder = await loadEncoder(config.encoder);
  try {
    const { history, restored } = config.training
      ? await trainOn(encoder, config, workbench, hooks)
      : { history: untrained, restored: 0 };
    hooks.onNote?.("searching");
    const vectors = await embedBench(encoder, workbench.test, hooks);
    return {
      history,
      found: nearest(vectors, rankingDepth),
      rerank: workbench.candidates.map(({ positions }, i) => rescore(vectors, i, positions)),
      restored,
    };
  } finally {
    encoder.dispose();
  }
}

async function trainOn(encoder: Encoder, config: RunConfig, workbench: Workbench, hooks: RunHooks) {
  const { training, triples, dev } = workbench;
  const { method, seed } = config;
  const budget = config.training!;
  const { signal, onWork, onNote } = hooks;
  let fresh = 0;
  const history = await train(encoder, {
    queries: training.queries,
    passages: training.passages,
    triples,
  }, {
    ...budget,
    validateAt: [...budget.validateAt],
    seed,
    loss: lossOf(method),
    statistics: (q, p, n) => ({
      ...marginStatistics(q, p, n, method.kind === "margin" ? optionsOf(method) : undefined),
    }),
    checkpoint: { folder: checkpointFolder(hashOf(config)), every: Math.ceil(budget.steps / 3) },
    signal,
    async validate() {
      onNote?.("ranking dev queries");
      const found = nearest(await embedBench(encoder, dev, hooks), 10);
      return measure(dev, found, ["nDCG@10", "RR@10"]).means;
    },
    onStep(record) {
      // Steps before the first one of this process came out of a checkpoint.
      if (fresh === 0) onWork?.("train", 3 * budget.batchSize * (record.step - 1));
      fresh++;
      onWork?.("train", 3 * budget.batchSize, record.seconds);
      onNote?.(`step ${record.step} of ${budget.steps}, loss ${record.loss.toFixed(4)}`);
    },
  });
  signal?.throwIfAborted();
  const restored = history.steps.slice(0, history.steps.length - fresh).reduce(
    (sum, { seconds }) => sum + seconds,
    0,
  );
  return { history, restored };
}

function optionsOf({ target, inBatch, errorFn, orientation, detachTarget }: MarginMethod): MarginOptions {
  return { target, inBatch, errorFn, orientation, detachTarget };
}

function lossOf(method: Method): LossFunction {
  switch (method.kind) {
    case "margin":
      return (q, p, n) => marginLoss(q, p, n, optionsOf(method));
    case "in-batch softmax":
      return (q, p, n) => inBatchSoftmaxLoss(q, p, n, { temperature: method.temperature });
    default:
      throw new UserError(
        `Expected a loss to train with but found the method "${method.kind}", which trains nothing`,
      );
  }
}

/** Embeddings of a bench, rows of length 1. */
interface BenchVectors {
  /** `[Q * D]` */
  readonly queries: Float32Array;
  /** `[P * D]` */
  readonly passages: Float32Array;
  /** `D` */
  readonly width: number;
}

async function embedBench(
  encoder: Encoder,
  { collection, queries }: Bench,
  hooks: RunHooks,
): Promise<BenchVectors> {
  const queryTexts = Array.from(queries, (query) => collection.queries.texts[query]);
  return {
    queries: await embed(encoder, queryTexts, lengths.maxQueryLength, hooks),
    passages: await embed(encoder, collection.passages.texts, lengths.maxPassageLength, hooks),
    width: encoder.width,
  };
}

async function embed(
  encoder: Encoder,
  texts: readonly string[],
  maxLength: number,
  { signal, onWork }: RunHooks,
) {
  const vectors = new Float32Array(texts.length * encoder.width);
  for (let from = 0; from < texts.length; from += lot) {
    signal?.throwIfAborted();
    const started = performance.now();
    const some = texts.slice(from, from + lot);
    vectors.set(await encodeTexts(encoder, some, { maxLength }), from * encoder.width);
    onWork?.("encode", some.length, (performance.now() - started) / 1000);
  }
  return vectors;
}

function nearest({ queries, passages, width }: BenchVectors, depth: number): Found {
  return denseSearch(queries, passages, { width, k: depth });
}

/** The same passages in the order of their similarity to query `i`. */
function rescore(
  { queries, passages, width }: BenchVectors,
  i: number,
  positions: Int32Array,
): Found[number] {
  const dot = (passage: number) => {
    let sum = 0;
    for (let d = 0; d < width; d++) sum += queries[i * width + d] * passages[passage * width + d];
    return sum;
  };
  const scored = Array.from(positions, (position) => ({ position, score: dot(position) }));
  scored.sort((a, b) => b.score - a.score || a.position - b.position);
  return {
    positions: Int32Array.from(scored, ({ position }) => position),
    scores: Float32Array.from(scored, ({ score }) => score),
  };
}

function top10Of({ wholePositions }: Bench, found: Found): Top10 {
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
