import { UserError } from "../base/mod.ts";
import { differences } from "./differences.ts";
import { normalTails } from "./normal.ts";

export interface WilcoxonResult {
  /** Sum of the ranks of the queries on which the first system is better. */
  readonly positive: number;
  /** Sum of the ranks of those on which it is worse. */
  readonly negative: number;
  /** Queries whose values differ; the others do not count. */
  readonly queries: number;
  /** Two-sided, as `method` says; 1 where no values differ. */
  readonly p: number;
  /** How p was computed. */
  readonly method: "exact" | "normal";
  /** (positive - negative) / (positive + negative), an effect size in [-1, 1]; 0 where no values differ. */
  readonly rankBiserial: number;
}

export interface WilcoxonOptions {
  /** How to compute p; default "exact" for up to 100 queries whose values differ, "normal" for more. */
  method?: "exact" | "normal";
}

/**
 * Wilcoxon's signed-rank test: are the differences of two systems symmetric around 0?
 *
 * Queries without a difference, but for rounding errors, are left out, as Wilcoxon did. The rest are ranked by the
 * size of the difference; tied sizes have the mean of their ranks. The exact p is twice the share of all 2^n
 * assignments of signs whose sum of positive ranks is at least as extreme as the observed one, on the same side, and
 * at most 1. It uses the tied ranks as they are, which tables of the test do not. The normal approximation corrects
 * the variance for ties, and has no continuity correction.
 *
 * @param a Values of one system by query.
 * @param b Values of the other for the same queries in the same order.
 * @throws UserError where the lengths differ or there are no values.
 * @see Wilcoxon, Individual Comparisons by Ranking Methods, Biometrics Bulletin 1(6), 1945.
 * @see Kerby, The Simple Difference Formula, Comprehensive Psychology 3, 2014: the rank-biserial correlation.
 *
 * @example All four queries agree: 2 of 16 assignments of signs are as extreme
 * ```ts
 * import assert from "node:assert/strict";
 * const { positive, p, rankBiserial } = wilcoxonTest([0.2, 0.4, 0.5, 0.9], [0.1, 0.2, 0.1, 0.1]);
 * assert.deepEqual([positive, p, rankBiserial], [10, 1 / 8, 1]);
 * ```
 */
export function wilcoxonTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: WilcoxonOptions = {},
): WilcoxonResult {
  const all = differences(a, b);
  if (all.length === 0) throw new UserError("Wilcoxon's test: expected at least one query but found none.");
  const paired = all.filter((difference) => difference !== 0)
    .sort((x, y) => Math.abs(x) - Math.abs(y));
  const queries = paired.length;
  const { method = queries <= 100 ? "exact" : "normal" } = options;
  const { doubled, tied } = ranks(paired);
  let twicePositive = 0;
  paired.forEach((difference, i) => twicePositive += difference > 0 ? doubled[i] : 0);
  const total = queries * (queries + 1) / 2;
  const positive = twicePositive / 2, negative = total - positive;
  return {
    positive,
    negative,
    queries,
    p: queries === 0
      ? 1
      : method === "exact"
      ? exact(doubled, twicePositive)
      : normal(positive, queries, tied),
    method,
    rankBiserial: queries === 0 ? 0 : (positive - negative) / total,
  };
}

/** Twice the ranks of ascending sizes, which are integers, and the sizes of the groups of ties. */
function ranks(paired: Float64Array): { doubled: Int32Array; tied: number[] } {
  const doubled = new Int32Array(paired.length);
  const tied: number[] = [];
  for (let start = 0, end = 0; start < paired.length; start = end) {
    while (end < paired.length && Math.abs(paired[end]) === Math.abs(paired[start])) end++;
    // ranks start + 1 … end
    doubled.fill(start + 1 + end, start, end);
    tied.push(end - start);
  }
  return { doubled, tied };
}

function exact(doubled: Int32Array, twicePositive: number): number {
  const total = doubled.reduce((sum, rank) => sum + rank, 0);
  // chances[s]: that the positive ranks so far sum to s / 2
  const chances = new Float64Array(total + 1);
  chances[0] = 1;
  let reached = 0;
  for (const rank of doubled) {
    reached += rank;
    for (let sum = reached; sum >= 0; sum--) {
      chances[sum] = (chances[sum] + (sum >= rank ? chances[sum - rank] : 0)) / 2;
    }
  }
  // The distribution is symmetric, so the smaller of the two sums will do.
  const least = Math.min(twicePositive, total - twicePositive);
  let tail = 0;
  for (let sum = 0; sum <= least; sum++) tail += chances[sum];
  return Math.min(1, 2 * tail);
}

function normal(positive: number, n: number, tied: readonly number[]): number {
  // Var W = n(n + 1)(2n + 1) / 24 - Σ (t^3 - t) / 48
  const ties = tied.reduce((sum, t) => sum + (t ** 3 - t), 0);
  const variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48;
  return normalTails((positive - n * (n + 1) / 4) / Math.sqrt(variance));
}
