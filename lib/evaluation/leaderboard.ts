/** Systems by their means, with intervals over the queries and tests between neighbours. */
import {
  bootstrapInterval,
  holm,
  type Interval,
  pairedBootstrap,
  randomisationTest,
} from "../statistics/mod.ts";
import { evaluator } from "../metrics/mod.ts";
import type { JudgedCollection } from "./judged_collection.ts";

/** A system and the next one below it. */
export interface Neighbours {
  readonly better: string;
  readonly worse: string;
  /** Of the means, with its 95 % interval over queries. */
  readonly difference: Interval;
  /** Of the randomisation test; `holm` is what Holm's correction for all neighbours of the collection leaves. */
  readonly p: number;
  readonly holm: number;
}

export interface Leaderboard {
  readonly collection: string;
  readonly measure: string;
  readonly queries: number;
  /** Best first, each mean with its 95 % interval over queries. */
  readonly standings: readonly { readonly system: string; readonly value: Interval }[];
  readonly neighbours: readonly Neighbours[];
  /** Pairs of all systems, and how many differ significantly with Holm's correction for all of them. */
  readonly pairs: { readonly all: number; readonly significant: number };
}

/** Level of the tests. */
const ALPHA = 0.05;

/**
 * Puts a collection's systems in order and tests neighbours, and all pairs, against each other.
 *
 * @param options.measure Default `nDCG@10`.
 * @param options.seed Of resamples and exchanges; default 1.
 */
export function leaderboard(
  collection: JudgedCollection,
  { measure = "nDCG@10", seed = 1 }: { measure?: string; seed?: number } = {},
): Leaderboard {
  const evaluate = evaluator(collection.qrels, { measures: [measure] });
  const measured = collection.systems.map(({ name, run }) => {
    const values = evaluate(run).values[measure];
    return { system: name, values, value: bootstrapInterval(values, { seed }) };
  }).sort((a, b) => b.value.mean - a.value.mean);
  const test = (i: number, j: number) =>
    randomisationTest(measured[i].values, measured[j].values, { seed }).p;
  const places = [...measured.keys()];
  const pairs = holm(places.flatMap((i) => places.slice(i + 1).map((j) => test(i, j))));
  const p = places.slice(1).map((j) => test(j - 1, j));
  const corrected = holm(p);
  return {
    collection: collection.name,
    measure,
    queries: measured[0].values.length,
    standings: measured.map(({ system, value }) => ({ system, value })),
    neighbours: p.map((p, i) => ({
      better: measured[i].system,
      worse: measured[i + 1].system,
      difference: pairedBootstrap(measured[i].values, measured[i + 1].values, { seed }),
      p,
      holm: corrected[i],
    })),
    pairs: { all: pairs.length, significant: pairs.filter((p) => p <= ALPHA).length },
  };
}

/** Whether two neighbours differ significantly. */
export function isSignificant({ holm }: Neighbours): boolean {
  return holm <= ALPHA;
}
