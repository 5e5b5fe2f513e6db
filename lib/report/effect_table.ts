/** What a fine-tuning changed, as a table and in a sentence. */
import { pValue, signed, withInterval } from "../base/mod.ts";

/** A mean with its 95 % interval over the queries. */
interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** A measure before and after. */
export interface MeasuredEffect {
  readonly measure: string;
  readonly before: Interval;
  readonly after: Interval;
  /** After less before, paired by query. */
  readonly difference: Interval;
  /** Of the randomisation test. */
  readonly p: number;
}

/** The rows of a table, the first its header. */
export function effectRows(effects: readonly MeasuredEffect[]): string[][] {
  return [
    ["measure", "before", "after", "difference", "p"],
    ...effects.map(({ measure, before, after, difference, p }) => [
      measure,
      withInterval(before),
      withInterval(after),
      `${signed(difference.mean)} [${signed(difference.low)}, ${signed(difference.high)}]`,
      pValue(p),
    ]),
  ];
}

/**
 * Whether training helped, by the first measure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const interval = (mean: number) => ({ mean, low: mean - 0.02, high: mean + 0.02 });
 * const effect = { measure: "nDCG@10", before: interval(0.5), after: interval(0.6), difference: interval(0.1), p: 0.001 };
 * assert.match(effectInWords([effect]), /^nDCG@10 improves by 0\.100 \[0\.080, 0\.120\]/);
 * ```
 */
export function effectInWords([{ measure, difference }]: readonly MeasuredEffect[]): string {
  const { mean, low, high } = difference;
  if (low > 0) return `${measure} improves by ${withInterval(difference)}: the interval excludes 0.`;
  const interval = `${signed(mean)} [${signed(low)}, ${signed(high)}]`;
  if (high < 0) return `${measure} falls: ${interval}. Training made the encoder worse on the test queries.`;
  return `${measure} does not improve significantly: ${interval}. The interval includes 0.`;
}
