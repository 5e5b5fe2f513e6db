/** A user's own results beside ours: which agree, and which do not. */
import { mean } from "../base/mod.ts";
import { collectionLabel, NO_ENCODER, type RunConfig, type RunResult, valuesByMeasure } from "../runs/mod.ts";
import { runLabels } from "./study_labels.ts";

/** "other weights": the encoder has other weights than ours had, so that the two runs began from different places. */
export type Verdict = "OK" | "DIFFERS" | "other weights" | "only ours" | "only yours";

export interface ComparisonRow {
  readonly hash: string;
  /** The run in words: every setting in which runs on its collection differ here, and its seed where it trains. */
  readonly run: string;
  /** What was searched. */
  readonly collection: string;
  /** Means over the test queries; absent where the run is not stored. */
  readonly ours?: Record<string, number>;
  readonly yours?: Record<string, number>;
  /** Largest absolute difference of a compared measure; absent where one side is. */
  readonly difference?: number;
  /** What the difference may be. */
  readonly tolerance: number;
  readonly verdict: Verdict;
}

/** Measures that are compared. */
export const comparedMeasures = ["nDCG@10", "RR@10"] as const;

/**
 * What a mean may differ by from one machine to another.
 *
 * - BM25 is arithmetic in a fixed order: what differs is rounding error.
 * - An encoder adds in another order with other processors and thread counts, so that near-ties fall differently. A swap
 *   at the top for one query in 250 moves the mean RR@10 by 0.002, and two may occur.
 * - In training those last bits grow from step to step: two runs end in different, equally good places. 0.02 stays below
 *   the standard error of RR@10 over 250 queries, which is near 0.03. A smaller difference says nothing about methods; a
 *   larger one says that something else may be at work.
 */
export function toleranceOf({ encoder, training }: RunConfig): number {
  if (training) return 0.02;
  return encoder === NO_ENCODER ? 1e-6 : 0.005;
}

/** Mean of each stored measure over the test queries. */
export function means(result: RunResult): Record<string, number> {
  const values = Object.entries(valuesByMeasure(result));
  return Object.fromEntries(values.map(([name, values]) => [name, mean(values)]));
}

/** Puts two sets of results side by side, by run: ours first, in their order. */
export function compareResults(ours: readonly RunResult[], yours: readonly RunResult[]): ComparisonRow[] {
  const [left, right] = [ours, yours].map((results) =>
    new Map(results.map((result) => [result.hash, result]))
  );
  const all = new Map([...left, ...right]);
  const labels = labelsOf([...all.values()]);
  return [...all.values()].map(({ hash, config }) => {
    const sameWeights = left.get(hash)?.weights === right.get(hash)?.weights;
    const [a, b] = [left, right].map((results) => results.get(hash)).map((result) => result && means(result));
    const tolerance = toleranceOf(config);
    const difference = a && b && Math.max(...comparedMeasures.map((name) => Math.abs(a[name] - b[name])));
    const verdict = difference === undefined
      ? (a ? "only ours" : "only yours")
      : !sameWeights
      ? "other weights"
      : difference <= tolerance
      ? "OK"
      : "DIFFERS";
    return {
      hash,
      run: labels.get(hash)!,
      collection: collectionLabel(config),
      ours: a,
      yours: b,
      difference,
      tolerance,
      verdict,
    };
  });
}

/** By hash. */
function labelsOf(results: readonly RunResult[]): Map<string, string> {
  const places = Map.groupBy(results, ({ config }) => collectionLabel(config));
  return new Map([...places.values()].flatMap((group) => {
    const labels = runLabels(group.map(({ config }) => config), { alwaysSeed: true });
    return group.map(({ hash }, i) => [hash, labels[i]] as const);
  }));
}
