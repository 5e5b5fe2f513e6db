/** What a fine-tuning changed on the test queries. */
import { relevantFrom } from "../../metrics/mod.ts";
import type { Hits } from "../../retrieval/mod.ts";
import {
  bootstrapInterval,
  type Interval,
  pairedBootstrap,
  randomisationTest,
} from "../../statistics/mod.ts";
import { measure, type SearchSet } from "../search_set.ts";

/** Measures of the table; the first decides. */
const effectMeasures = ["nDCG@10", "RR@10", "R@100"] as const;

/** A measure before and after, with 95 % intervals over the queries. */
export interface Effect {
  readonly measure: string;
  readonly before: Interval;
  readonly after: Interval;
  /** After less before, paired by query. */
  readonly difference: Interval;
  /** Of Fisher's randomisation test, two-sided. */
  readonly p: number;
}

/** Per-query values by measure. */
export type Values = Readonly<Record<string, readonly number[]>>;

/** The values of a search; a measure's name says from which grade it counts, where that is not 1. */
export function valuesOf(set: SearchSet, hits: readonly Hits[]): Values {
  const measures = effectMeasures.map((name) => relevantFrom(name, set.relevantFrom ?? 1));
  const { values } = measure(set, hits, measures);
  return Object.fromEntries(Object.entries(values).map(([name, column]) => [name, [...column]]));
}

/** Compares the values of the same queries before and after training. */
export function effectsOf(before: Values, after: Values, seed: number): Effect[] {
  return Object.keys(after).map((measure) => {
    const [a, b] = [after[measure], before[measure]].map((values) => Float64Array.from(values));
    return {
      measure,
      before: bootstrapInterval(b, { seed }),
      after: bootstrapInterval(a, { seed }),
      difference: pairedBootstrap(a, b, { seed }),
      p: randomisationTest(a, b, { seed }).p,
    };
  });
}
