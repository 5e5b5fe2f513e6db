/** Which pairs a batch's gradient goes to. */
import type { TripleText } from "./recording.ts";
import type { Tables } from "./tables.ts";

export interface Share {
  readonly group: string;
  /** Of the pairs, in [0, 1]. */
  readonly pairs: number;
  /** Of the sum of |dL/dm|, in [0, 1]; NaN where there is no gradient. */
  readonly gradient: number;
}

type Pair = { i: number; j: number; margin: number; target: number };

/** The shares of groups of pairs, which overlap. */
export function sharesOf({ margins, targets, pulls }: Tables, batch: readonly TripleText[]): Share[] {
  const isTable = margins[0].length > 1;
  const groups: readonly (readonly [group: string, holds: (pair: Pair) => boolean])[] = [
    ["hard: the negative is nearer than the positive", ({ margin }) => margin < 0],
    ...isTable ? [["mined: the query's own negative", ({ i, j }: Pair) => i === j] as const] : [],
    ["false negatives, which are relevant", ({ i, j }) => i === j && batch[i].falseNegative],
    ["the margin is above its target already", ({ margin, target }) => margin > target],
  ];
  const pairs = margins.flatMap((row, i) =>
    row.map((margin, k) => ({
      ...{ i, j: isTable ? k : i, margin, target: targets[i][k] },
      weight: Math.abs(pulls[i][k]),
    }))
  );
  const whole = sum(pairs);
  return groups.map(([group, holds]) => {
    const found = pairs.filter(holds);
    return { group, pairs: found.length / pairs.length, gradient: sum(found) / whole };
  });
}

function sum(pairs: readonly { readonly weight: number }[]): number {
  return pairs.reduce((total, { weight }) => total + weight, 0);
}
