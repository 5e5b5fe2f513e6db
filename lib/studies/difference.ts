/** Paired comparisons of two runs over the same queries. */
import { UserError } from "../base/mod.ts";
import { type MeasureName, runLabel, type RunResult } from "../runs/mod.ts";
import { pairedBootstrap, randomisationTest } from "../statistics/mod.ts";
import { measured, SEED } from "./estimate.ts";

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
  readonly verdict: "higher" | "lower" | "no significant difference";
}

/**
 * How a run differs from another, with a paired bootstrap over queries.
 *
 * @param options.measure Default "nDCG@10".
 * @throws UserError where the two were not measured on the same queries.
 */
export function differenceOf(
  result: RunResult,
  other: RunResult,
  { measure = "nDCG@10" }: { measure?: MeasureName } = {},
): Difference {
  if (
    result.queries.length !== other.queries.length || result.queries.some((id, i) => id !== other.queries[i])
  ) {
    throw new UserError(
      `Expected two runs over the same test queries but found ${result.queries.length} of ` +
        `"${runLabel(result.config)}" and ${other.queries.length} of "${runLabel(other.config)}". ` +
        "Compare runs of one collection.",
    );
  }
  const [a, b] = [measured(result, measure), measured(other, measure)];
  const { mean, low, high } = pairedBootstrap(a, b, { seed: SEED });
  const { p } = randomisationTest(a, b, { seed: SEED });
  return {
    difference: mean,
    low,
    high,
    p,
    verdict: low > 0 ? "higher" : high < 0 ? "lower" : "no significant difference",
  };
}
