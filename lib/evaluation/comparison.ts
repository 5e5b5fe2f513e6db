/** Systems against a baseline, query by query. */
import { mean, type Qrels, type Run, UserError } from "../base/mod.ts";
import {
  bonferroni,
  differences,
  effectSize,
  holm,
  pairedBootstrap,
  pairedTTest,
  randomisationTest,
  seedsBootstrap,
  wilcoxonTest,
  winsTiesLosses,
} from "../statistics/mod.ts";
import { evaluator } from "../metrics/mod.ts";

/** A system by its runs: one, or several that differ in their seed. */
export interface System {
  readonly name: string;
  readonly runs: readonly Run[];
}

export interface ComparisonOptions {
  /** Names as in ir_measures. */
  measures: readonly string[];
  /** Whether judged queries that a run lacks count with 0; they are left out otherwise. Default false. */
  complete?: boolean;
  /** Of the random exchanges and resamples; default 1. */
  seed?: number;
  /** Random exchanges of the randomisation test; default 10,000. */
  permutations?: number;
  /** Resamples of the bootstraps; default 10,000. */
  resamples?: number;
  /** Of the intervals; default 0.95. */
  confidence?: number;
}

/** A p-value, and what is left of it among those of all systems on the same measure by the same test. */
export interface Corrected {
  readonly p: number;
  readonly holm: number;
  readonly bonferroni: number;
}

/** A system against the baseline by one measure. Values of several runs of a system are averaged by query. */
export interface ComparedSystem {
  readonly system: string;
  readonly baseline: string;
  readonly measure: string;
  readonly mean: number;
  readonly baselineMean: number;
  /** Mean difference; positive where the system is better. */
  readonly difference: number;
  /** Bootstrap interval of the difference over the queries. */
  readonly low: number;
  readonly high: number;
  /** The same over queries and seeds; absent where no system has several runs. */
  readonly seeds?: { readonly low: number; readonly high: number };
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  /** Effect sizes: of the mean difference, and of the ranks of the differences. */
  readonly cohen: number;
  readonly hedges: number;
  readonly rankBiserial: number;
  readonly tests: { readonly t: Corrected; readonly wilcoxon: Corrected; readonly randomisation: Corrected };
  /** By query, in the order of {@linkcode Comparison.queries}. */
  readonly differences: Float64Array;
}

export interface Comparison {
  readonly queries: string[];
  /** Judged queries that some run lacks; they were left out. */
  readonly leftOut: string[];
  /** By measure, then by system. */
  readonly rows: ComparedSystem[];
}

/** What a figure of differences shows. */
export interface DifferencesOfSystem {
  readonly system: string;
  readonly baseline: string;
  readonly measure: string;
  /** By query. */
  readonly differences: ArrayLike<number>;
  readonly queries: readonly string[];
}

/**
 * Compares systems with a baseline over the judged queries that all runs answer.
 *
 * @throws UserError for an unknown measure, options out of range, or fewer than two such queries.
 */
export function compareSystems(
  [baseline, ...systems]: readonly System[],
  qrels: Qrels,
  options: ComparisonOptions,
): Comparison {
  const { measures, complete = false, seed = 1, permutations, resamples, confidence } = options;
  const all = [baseline, ...systems];
  const { queries, leftOut } = commonQueries(all.flatMap(({ runs }) => runs), qrels, complete);
  const evaluate = evaluator(qrels, { measures, queries, withoutRelevant: "zero" });
  const values = all.map(({ runs }) => runs.map((run) => evaluate(run).values));
  const severalSeeds = all.some(({ runs }) => runs.length > 1);
  const bootstrap = { seed, resamples, confidence };

  const rows = measures.flatMap((measure) => {
    const [base, ...others] = values.map((runs) => runs.map((each) => each[measure]));
    const b = average(base);
    const compared = systems.map(({ name }, k) => {
      const a = average(others[k]);
      const { mean: difference, low, high } = pairedBootstrap(a, b, bootstrap);
      const seeds = severalSeeds ? seedsBootstrap(others[k], base, bootstrap) : undefined;
      const wilcoxon = wilcoxonTest(a, b);
      return {
        system: name,
        baseline: baseline.name,
        measure,
        mean: mean(a),
        baselineMean: mean(b),
        difference,
        low,
        high,
        ...(seeds && { seeds: { low: seeds.low, high: seeds.high } }),
        ...winsTiesLosses(a, b),
        ...effectSize(a, b),
        rankBiserial: wilcoxon.rankBiserial,
        p: {
          t: pairedTTest(a, b).p,
          wilcoxon: wilcoxon.p,
          randomisation: randomisationTest(a, b, { seed, permutations }).p,
        },
        differences: differences(a, b),
      };
    });
    const t = corrected(compared.map(({ p }) => p.t));
    const wilcoxon = corrected(compared.map(({ p }) => p.wilcoxon));
    const randomisation = corrected(compared.map(({ p }) => p.randomisation));
    return compared.map(({ p: _, differences, ...row }, k) => ({
      ...row,
      tests: { t: t[k], wilcoxon: wilcoxon[k], randomisation: randomisation[k] },
      differences,
    }));
  });
  return { queries, leftOut, rows };
}

/**
 * The queries over which runs are compared: the judged ones, without those that some run lacks unless these count.
 *
 * @throws UserError where there are fewer than two.
 */
export function commonQueries(
  runs: readonly Run[],
  qrels: Qrels,
  complete: boolean,
): { queries: string[]; leftOut: string[] } {
  const judged = [...qrels.keys()];
  const answered = (query: string) => runs.every((run) => run.has(query));
  const queries = complete ? judged : judged.filter(answered);
  if (queries.length < 2) {
    throw new UserError(
      `Comparison: expected at least two judged queries that all ${runs.length} runs answer but found ` +
        `${queries.length} among ${judged.length} of the qrels. Do the files belong to the same queries?`,
    );
  }
  return { queries, leftOut: complete ? [] : judged.filter((query) => !answered(query)) };
}

function average(runs: readonly Float64Array[]): Float64Array {
  return Float64Array.from(runs[0], (_, query) => mean(runs.map((values) => values[query])));
}

function corrected(pValues: readonly number[]): Corrected[] {
  const byHolm = holm(pValues), byBonferroni = bonferroni(pValues);
  return pValues.map((p, i) => ({ p, holm: byHolm[i], bonferroni: byBonferroni[i] }));
}
