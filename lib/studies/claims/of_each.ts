/** The pairs of methods that a claim looks at, in each comparison that has both. */
import { type ComparedMethod, comparedMethod, type Comparison } from "../comparison.ts";
import { commonSeeds } from "../seed_difference.ts";
import type { Pair } from "./evidence.ts";

/** A method by its label, or chosen from a comparison. */
export type Choice = string | ((comparison: Comparison) => ComparedMethod | undefined);

/** Comparisons under the usual conditions. */
export const usual = ({ condition }: Comparison) => condition === "";

/** Comparisons under the usual conditions but for the size of the batch, and with it the number of steps. */
export const anyBatchSize = ({ condition }: Comparison) =>
  condition.split(", ").every((part) => part === "" || /^(warmup steps|steps|batch size) \d+$/.test(part));

/**
 * The pairs of `a` and `b` in all comparisons that have both with a seed in common, under the usual conditions or those that are
 * asked for.
 */
export function pairsOf(
  comparisons: readonly Comparison[],
  a: Choice,
  b: Choice,
  where: (comparison: Comparison) => boolean = usual,
): Pair[] {
  return comparisons.filter(where).flatMap((comparison) => {
    const [first, second] = [a, b].map((choice) =>
      typeof choice === "string" ? comparedMethod(comparison, choice) : choice(comparison)
    );
    return first && second ? pairOf(comparison, first, second) : [];
  });
}

/** A pair, where the two have a seed in common. */
export function pairOf(place: Comparison, a: ComparedMethod, b: ComparedMethod): Pair[] {
  return commonSeeds([a.picked, b.picked]).length > 0 ? [{ place, a, b }] : [];
}
