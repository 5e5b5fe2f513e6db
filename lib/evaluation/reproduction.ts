/** An original run and its reproduction, by all measures of a reproduction. */
import { mean, messageOf, type Qrels, type Run, UserError } from "../base/mod.ts";
import {
  deltaRelativeImprovement,
  differences,
  effectRatio,
  kendallTauUnion,
  pairedTTest,
  randomisationTest,
  rankBiasedOverlap,
  rootMeanSquareError,
  wilcoxonTest,
  winsTiesLosses,
} from "../statistics/mod.ts";
import { evaluator, rankOrder } from "../metrics/mod.ts";
import { commonQueries } from "./comparison.ts";

export interface ReproductionInput {
  readonly original: Run;
  readonly reproduced: Run;
  /** What the original was to improve upon, and that in the reproduction, if they differ. */
  readonly baseline?: { readonly original: Run; readonly reproduced: Run };
}

export interface ReproductionOptions {
  /** Names as in ir_measures. */
  measures: readonly string[];
  /** Whether judged queries that a run lacks count with 0; they are left out otherwise. Default false. */
  complete?: boolean;
  /** Of the random exchanges; default 1. */
  seed?: number;
  /** Random exchanges of the randomisation test; default 10,000. */
  permutations?: number;
  /** Of the rank-biased overlap; default 0.9. */
  persistence?: number;
  /** Ranks that Kendall's tau Union and the overlap look at; default 1000. */
  depth?: number;
}

/** How close the rankings of a query are; there is none where neither run answers it. */
export interface Ordering {
  readonly query: string;
  /** Kendall's tau Union. */
  readonly tau: number;
  /** Rank-biased overlap. */
  readonly overlap: number;
}

/** How close the values are, by one measure. */
export interface ReproducedMeasure {
  readonly measure: string;
  /** Means. */
  readonly original: number;
  readonly reproduced: number;
  /** Reproduced less original, mean and by query. */
  readonly difference: number;
  readonly differences: Float64Array;
  readonly rootMeanSquareError: number;
  /** Two-sided p-values of the difference. */
  readonly p: { readonly t: number; readonly wilcoxon: number; readonly randomisation: number };
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  /** Absent without a baseline; in words why not, where they are not defined. */
  readonly effectRatio?: number | string;
  readonly deltaRelativeImprovement?: number | string;
}

export interface Reproduction {
  readonly queries: string[];
  readonly leftOut: string[];
  readonly orderings: Ordering[];
  readonly tau: number;
  readonly overlap: number;
  readonly measures: ReproducedMeasure[];
}

/**
 * Compares a run with its reproduction over the judged queries that all runs answer.
 *
 * @throws UserError for an unknown measure, options out of range, or fewer than two such queries.
 */
export function compareReproduction(
  { original, reproduced, baseline }: ReproductionInput,
  qrels: Qrels,
  options: ReproductionOptions,
): Reproduction {
  const { measures, complete = false, seed = 1, permutations, persistence, depth = 1000 } = options;
  const runs = [original, reproduced, ...(baseline ? [baseline.original, baseline.reproduced] : [])];
  const { queries, leftOut } = commonQueries(runs, qrels, complete);
  const ranked = queries.filter((query) => original.has(query) || reproduced.has(query));
  const orderings = ranked.map((query) => {
    const [a, b] = [original, reproduced].map((run) => bestIds(run, query, depth));
    return { query, tau: kendallTauUnion(a, b), overlap: rankBiasedOverlap(a, b, { persistence }) };
  });
  const evaluate = evaluator(qrels, { measures, queries, withoutRelevant: "zero" });
  const values = runs.map((run) => evaluate(run).values);
  return {
    queries,
    leftOut,
    orderings,
    tau: mean(orderings.map(({ tau }) => tau)),
    overlap: mean(orderings.map(({ overlap }) => overlap)),
    measures: measures.map((measure) => {
      const [before, after, base, baseAfter] = values.map((each) => each[measure]);
      const { difference, p } = pairedTTest(after, before);
      const randomisation = randomisationTest(after, before, { seed, permutations }).p;
      const effects = baseline &&
        [{ advanced: before, baseline: base }, { advanced: after, baseline: baseAfter }] as const;
      return {
        measure,
        original: mean(before),
        reproduced: mean(after),
        difference,
        differences: differences(after, before),
        rootMeanSquareError: rootMeanSquareError(before, after),
        p: { t: p, wilcoxon: wilcoxonTest(after, before).p, randomisation },
        ...winsTiesLosses(after, before),
        ...(effects && {
          effectRatio: orWhyNot(() => effectRatio(...effects)),
          deltaRelativeImprovement: orWhyNot(() => deltaRelativeImprovement(...effects)),
        }),
      };
    }),
  };
}

function bestIds(run: Run, query: string, depth: number): string[] {
  const { ids, scores } = run.get(query) ?? { ids: [], scores: new Float64Array(0) };
  return Array.from(rankOrder(ids, scores).subarray(0, depth), (position) => ids[position]);
}

function orWhyNot(value: () => number): number | string {
  try {
    return value();
  } catch (error) {
    if (error instanceof UserError) return messageOf(error);
    throw error;
  }
}
