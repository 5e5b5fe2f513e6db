/** The pairs of methods that a claim looks at, in each comparison that has both. */
import { type ComparedMethod, comparedMethod, type Comparison } from "../comparison.ts";
import type { Pair } from "./evidence.ts";

/** A method by its label, or chosen from a comparison. */
export type Choice = string | ((comparison: Comparison) => ComparedMethod | undefined);

/** The pairs of `a` and `b` in all comparisons that have both, under the usual conditions. */
export function pairsOf(comparisons: readonly Comparison[], a: Choice, b: Choice): Pair[] {
  return comparisons.filter(({ condition }) => condition === "").flatMap((comparison) => {
    const [first, second] = [a, b].map((choice) =>
      typeof choice === "string" ? comparedMethod(comparison, choice) : choice(comparison)
    );
    return first && second ? [{ place: comparison, a: first, b: second }] : [];
  });
}
