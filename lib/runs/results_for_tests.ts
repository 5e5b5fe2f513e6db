/** Results without a run behind them, for tests: nothing here was measured. */
import { generator } from "../base/mod.ts";
import type { RunConfig } from "./config.ts";
import { type Method, methodLabel } from "./methods/registry.ts";
import { hashOf } from "./hash.ts";
import type { RunResult } from "./result.ts";

/** A complete result with numbers that depend on the configuration alone; `lift` is added to every measure. */
export function fakeResult(
  config: RunConfig,
  options: Partial<RunResult> & { lift?: number } = {},
): RunResult {
  const { lift = 0, ...fields } = options;
  const hash = hashOf(config);
  const random = generator(parseInt(hash.slice(0, 8), 16));
  const draw = () => Float64Array.from({ length: 20 }, () => random.uniform() * 0.5 + lift);
  const steps = config.training?.steps ?? 0;
  return {
    hash,
    config,
    history: Array.from({ length: steps }, (_, i) => ({
      step: i + 1,
      triples: (i + 1) * config.training!.batchSize,
      loss: 1 / (i + 1),
      learningRate: 1e-3,
      marginMean: 0.25,
      marginStd: 0.125,
      targetMean: config.method.kind === "margin" ? 0.5 : NaN,
      targetStd: config.method.kind === "margin" ? 0 : NaN,
      tokens: 100,
      twins: 0,
      seconds: 0.5,
    })),
    validations: (config.training?.validateAt ?? []).map((step) => ({
      step,
      triples: step * config.training!.batchSize,
      measures: { "nDCG@10": 0.125 + step / 1024, "RR@10": 0.25 },
    })),
    queries: Array.from({ length: 20 }, (_, i) => `q${i}`),
    measures: { "nDCG@10": draw(), "RR@10": draw(), "R@100": draw() },
    reranked: draw(),
    top10: { positions: new Int32Array(200).fill(7), scores: new Float32Array(200).fill(0.5) },
    seconds: 12.5,
    machine: "a machine, 2 cores",
    software: "0123456789ab",
    weights: "",
    source: "local",
    ...fields,
  };
}

const TEST_QUERIES = 40;
const training = {
  steps: 40,
  batchSize: 64,
  learningRate: 2e-5,
  warmupSteps: 20,
  weightDecay: 1e-6,
  decay: 0.99999,
  validateAt: [0, 5, 10, 20, 40],
  maxQueryLength: 20,
  maxPassageLength: 200,
};

/** A margin method with the reference's reading. */
export function marginMethod(
  target: number | "adaptive" | "distributed",
  options: { inBatch?: boolean; orientation?: "paper" | "reference" } = {},
): Method {
  const { inBatch = false, orientation = "reference" } = options;
  return { kind: "margin", target, inBatch, orientation, errorFn: "l2", detachTarget: false };
}

/** Results of all methods. */
export function inventedResults(
  { encoders = ["minilm", "tiny"], margins = [0.2, 0.6] }: {
    encoders?: string[];
    margins?: number[];
  } = {},
): RunResult[] {
  const methods: [Method, number][] = [
    [{ kind: "untrained" }, 0.28],
    [{ kind: "in-batch softmax", temperature: 0.05 }, 0.49],
    [marginMethod("adaptive"), 0.478],
    [marginMethod("adaptive", { inBatch: true }), 0.428],
    [marginMethod("adaptive", { inBatch: true, orientation: "paper" }), 0.438],
    [marginMethod("distributed"), 0.487],
    [marginMethod("distributed", { orientation: "paper" }), 0.47],
    ...margins.map((tau): [Method, number] => [marginMethod(tau), 0.48 - 0.6 * (tau - 0.5) ** 2]),
    ...margins.map((
      tau,
    ): [Method, number] => [marginMethod(tau, { inBatch: true }), 0.42 - 0.7 * (tau - 0.7) ** 2]),
  ];
  return [
    inventedResult("none", { kind: "bm25", k1: 0.9, b: 0.4 }, 0.19),
    ...encoders.flatMap((encoder) =>
      methods.map(([method, level]) =>
        inventedResult(encoder, method, encoder === "tiny" ? 0.5 * level : level)
      )
    ),
  ];
}

/** One result whose test measures have about the mean `level`. */
export function inventedResult(encoder: string, method: Method, level: number): RunResult {
  const isTrained = method.kind === "in-batch softmax" || method.kind === "margin";
  const config: RunConfig = {
    collection: { name: "wordnet", subset: "laptop" },
    encoder,
    method,
    seed: 7,
    ...(isTrained && { training }),
  };
  const label = `${encoder} ${methodLabel(method)}`;
  const random = generator([...label].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) >>> 0, 7));
  const queryChance = generator(11);
  // A query is as easy for all methods, as real ones nearly are.
  const values = Float64Array.from({ length: TEST_QUERIES }, () => {
    const ease = queryChance.uniform();
    return 0.8 * ease + 0.2 * random.uniform() < level ? 1 : random.uniform() < 0.1 ? 0.5 : 0;
  });
  const history = isTrained
    ? Array.from({ length: training.steps }, (_, i) => stepRecord(i + 1, random))
    : [];
  return fakeResult(config, {
    hash: label,
    history,
    validations: isTrained
      ? training.validateAt.map((step) => {
        const value = level * (0.6 + 0.4 * (1 - Math.exp(-step / 12)));
        return {
          step,
          triples: step * training.batchSize,
          measures: { "nDCG@10": value + 0.05, "RR@10": value },
        };
      })
      : [],
    queries: Array.from({ length: TEST_QUERIES }, (_, i) => `q${i}`),
    measures: {
      "nDCG@10": values.map((v) => 0.9 * v + 0.05),
      "RR@10": values,
      "R@100": values.slice(),
    },
    reranked: values.slice(),
    top10: { positions: new Int32Array(0), scores: new Float32Array(0) },
    seconds: isTrained ? 100 : 10,
    source: "committed",
  });

  function stepRecord(step: number, random: { normal(): number }) {
    const noise = () => 0.01 * random.normal();
    const hasTarget = method.kind === "margin";
    const target = hasTarget && typeof method.target === "number" ? method.target : 0.72 - 0.002 * step;
    return {
      step,
      triples: step * training.batchSize,
      loss: 0.3 * Math.exp(-step / 15) + 0.05 + noise(),
      learningRate: training.learningRate,
      marginMean: 0.15 + 0.3 * (1 - Math.exp(-step / 15)) + noise(),
      marginStd: 0.12,
      targetMean: hasTarget ? target + noise() : NaN,
      targetStd: hasTarget ? 0.08 : NaN,
      tokens: 3000,
      twins: 0,
      seconds: 1.5,
    };
  }
}

/** A run as this version records it: with histograms of each step, which move, and what goes to hard negatives. */
export function recorded(result: RunResult): RunResult {
  const hasTargets = result.history.every(({ targetMean }) => !Number.isNaN(targetMean));
  const counts = (bin: number) =>
    Array.from({ length: 40 }, (_, i) => i === bin ? 12 : i === bin + 1 ? 4 : 0);
  return {
    ...result,
    history: result.history.map((record, i) => ({
      ...record,
      hardShare: 1 / (i + 2),
      histograms: { margins: counts(20 + i % 10), targets: hasTargets ? counts(30) : [] },
    })),
  };
}

/** Runs with the results folder `KIT_RESULTS` set to a temporary one, which is removed afterwards. */
export async function withResults(body: (folder: string) => Promise<void>): Promise<void> {
  const before = Deno.env.get("KIT_RESULTS");
  const folder = await Deno.makeTempDir();
  Deno.env.set("KIT_RESULTS", folder);
  try {
    await body(folder);
  } finally {
    if (before === undefined) Deno.env.delete("KIT_RESULTS");
    else Deno.env.set("KIT_RESULTS", before);
    await Deno.remove(folder, { recursive: true });
  }
}
