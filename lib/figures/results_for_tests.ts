/** Invented results for the tests of figures: plausible in shape, and nothing that was measured. */
import { generator } from "../base/mod.ts";
import { type Method, methodLabel, type RunConfig, type RunResult } from "../runs/mod.ts";

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
export function margin(
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
    [margin("adaptive"), 0.478],
    [margin("adaptive", { inBatch: true }), 0.428],
    [margin("adaptive", { inBatch: true, orientation: "paper" }), 0.438],
    [margin("distributed"), 0.487],
    [margin("distributed", { orientation: "paper" }), 0.47],
    ...margins.map((tau): [Method, number] => [margin(tau), 0.48 - 0.6 * (tau - 0.5) ** 2]),
    ...margins.map((
      tau,
    ): [Method, number] => [margin(tau, { inBatch: true }), 0.42 - 0.7 * (tau - 0.7) ** 2]),
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
  // How easy a query is counts for all methods, as it does in truth.
  const values = Float64Array.from({ length: TEST_QUERIES }, () => {
    const ease = queryChance.uniform();
    return 0.8 * ease + 0.2 * random.uniform() < level ? 1 : random.uniform() < 0.1 ? 0.5 : 0;
  });
  const history = isTrained
    ? Array.from({ length: training.steps }, (_, i) => stepRecord(i + 1, random))
    : [];
  return {
    hash: label,
    config,
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
      "RR@10, reranked": values.slice(),
    },
    top10: { positions: new Int32Array(0), scores: new Float32Array(0) },
    seconds: isTrained ? 100 : 10,
    machine: "invented",
    software: "invented",
    weights: "",
    source: "committed",
  };

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
      seconds: 1.5,
    };
  }
}
