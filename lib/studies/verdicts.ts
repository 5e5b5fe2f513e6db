/** What the results say about the paper's claims: plain data, each difference with its uncertainty. */
import { UserError } from "../base/mod.ts";
import { bootstrapInterval, type Interval, pairedBootstrap, randomisationTest } from "../statistics/mod.ts";
import { type MeasureName, type RunConfig, runLabel, type RunResult } from "../runs/mod.ts";

/** Seed of all resampling here. */
const seed = 1;

export interface VerdictOptions {
  /** Default "nDCG@10". */
  readonly measure?: MeasureName;
}

/** A mean over the test queries with its 95 % bootstrap interval. */
export function meanWithInterval(result: RunResult, options: VerdictOptions = {}): Interval {
  return bootstrapInterval(valuesOf(result, options), { seed });
}

/** A paired comparison over the same queries. */
export interface Difference {
  /** Mean of the first less mean of the second. */
  readonly difference: number;
  /** 95 % bootstrap interval over the queries. */
  readonly low: number;
  readonly high: number;
  /** Of Fisher's randomisation test, two-sided. */
  readonly p: number;
  /** "higher" or "lower" where the interval leaves 0 out. */
  readonly verdict: "higher" | "lower" | "no difference seen";
}

/**
 * How a run differs from another, with a paired bootstrap over queries.
 *
 * @throws UserError where the two were not measured on the same queries.
 */
export function differenceOf(result: RunResult, other: RunResult, options: VerdictOptions = {}): Difference {
  if (
    result.queries.length !== other.queries.length || result.queries.some((id, i) => id !== other.queries[i])
  ) {
    throw new UserError(
      `Expected two runs over the same test queries but found ${result.queries.length} of ` +
        `"${runLabel(result.config)}" and ${other.queries.length} of "${runLabel(other.config)}". ` +
        "Compare runs of one collection.",
    );
  }
  const [a, b] = [valuesOf(result, options), valuesOf(other, options)];
  const { mean, low, high } = pairedBootstrap(a, b, { seed });
  const { p } = randomisationTest(a, b, { seed });
  return {
    difference: mean,
    low,
    high,
    p,
    verdict: low > 0 ? "higher" : high < 0 ? "lower" : "no difference seen",
  };
}

/** A static margin of the sweep. */
export interface StaticMargin {
  readonly margin: number;
  readonly result: RunResult;
  /** Mean over the dev queries after the last step: of RR@10 where that is the measure, else of nDCG@10. */
  readonly dev: number;
  /** Over the test queries. */
  readonly test: Interval;
}

export interface StaticOptions extends VerdictOptions {
  /** Whether the sweep with in-batch negatives is meant. */
  readonly inBatch: boolean;
}

/** The static margins of one encoder's sweep, ascending. */
export function staticMargins(
  results: readonly RunResult[],
  encoder: RunConfig["encoder"],
  options: StaticOptions,
): StaticMargin[] {
  const { inBatch, measure = "nDCG@10" } = options;
  const sweep = results.flatMap((result) => {
    const { method } = result.config;
    if (result.config.encoder !== encoder || method.kind !== "margin" || method.inBatch !== inBatch) {
      return [];
    }
    if (typeof method.target !== "number") return [];
    // Validations know these two measures only.
    const dev = result.validations.at(-1)?.measures[measure === "RR@10" ? "RR@10" : "nDCG@10"] ?? NaN;
    return [{ margin: method.target, result, dev, test: meanWithInterval(result, { measure }) }];
  });
  return sweep.sort((a, b) => a.margin - b.margin);
}

export interface BestOptions extends StaticOptions {
  /**
   * What the margin is chosen by. "dev" is what a user could do; "test" favours static margins, as it peeks.
   * Default "dev".
   */
  readonly by?: "dev" | "test";
}

/**
 * The best static margin of an encoder.
 *
 * @throws UserError where the results hold no such sweep.
 */
export function bestStatic(
  results: readonly RunResult[],
  encoder: RunConfig["encoder"],
  options: BestOptions,
): StaticMargin {
  const { by = "dev", inBatch } = options;
  const sweep = staticMargins(results, encoder, options);
  if (sweep.length === 0) {
    throw new UserError(
      `Expected runs with a static margin of ${encoder} ${inBatch ? "with" : "without"} in-batch negatives ` +
        `but found none among ${results.length} results. Load the experiment "static".`,
    );
  }
  const worth = ({ dev, test }: StaticMargin) => by === "dev" ? dev : test.mean;
  return sweep.reduce((best, each) => worth(each) > worth(best) ? each : best);
}

/** One self-distilled run against the best static margin of the same encoder. */
export interface AgainstStatic extends Difference {
  readonly result: RunResult;
  readonly best: StaticMargin;
}

/** Every adaptive and distributed run of an encoder against its best static margin, with or without in-batch. */
export function selfDistilledAgainstStatic(
  results: readonly RunResult[],
  encoder: RunConfig["encoder"],
  options: Omit<BestOptions, "inBatch"> = {},
): AgainstStatic[] {
  const best = [false, true].map((inBatch) => bestStatic(results, encoder, { ...options, inBatch }));
  const { by = "dev" } = options;
  const worth = ({ dev, test }: StaticMargin) => by === "dev" ? dev : test.mean;
  const winner = worth(best[1]) > worth(best[0]) ? best[1] : best[0];
  return results.flatMap((result) => {
    const { method } = result.config;
    if (result.config.encoder !== encoder || method.kind !== "margin" || typeof method.target === "number") {
      return [];
    }
    return [{ result, best: winner, ...differenceOf(result, winner.result, options) }];
  });
}

/** Whether training made an encoder worse than it came. */
export interface Collapse extends Difference {
  readonly result: RunResult;
  /** True where the whole interval lies below the untrained encoder. */
  readonly collapsed: boolean;
}

/**
 * Every trained run against its untrained encoder.
 *
 * @throws UserError where the untrained encoder of a run is not among the results.
 */
export function collapses(results: readonly RunResult[], options: VerdictOptions = {}): Collapse[] {
  return results.filter(({ config }) => config.training).map((result) => {
    const { encoder, collection } = result.config;
    const start = results.find(({ config }) =>
      config.method.kind === "untrained" && config.encoder === encoder &&
      config.collection.subset === collection.subset
    );
    if (!start) {
      throw new UserError(
        `Expected the untrained encoder ${encoder} among ${results.length} results but found none. ` +
          'Load the experiment "baselines" with the others.',
      );
    }
    const difference = differenceOf(result, start, options);
    return { result, ...difference, collapsed: difference.verdict === "lower" };
  });
}

export interface ReachOptions {
  /** A measure of the validations; default "nDCG@10". */
  readonly measure?: "nDCG@10" | "RR@10";
}

/**
 * The triples after which a run's dev effectiveness first reaches a level; linear between two validations.
 *
 * @returns Infinity where it never does.
 */
export function triplesToReach(result: RunResult, level: number, options: ReachOptions = {}): number {
  const { measure = "nDCG@10" } = options;
  let before: { triples: number; value: number } | undefined;
  for (const { triples, measures } of result.validations) {
    const value = measures[measure];
    if (value >= level) {
      if (!before) return triples;
      return before.triples + (triples - before.triples) * (level - before.value) / (value - before.value);
    }
    before = { triples, value };
  }
  return Infinity;
}

function valuesOf(result: RunResult, { measure = "nDCG@10" }: VerdictOptions): Float64Array {
  const values = result.measures[measure];
  if (!values) {
    throw new UserError(
      `Expected measure ${measure} of "${runLabel(result.config)}" but found ${
        Object.keys(result.measures)
      }. ` +
        "Compute the run again.",
    );
  }
  return values;
}
