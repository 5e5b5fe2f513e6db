/** Systems by their means, with what chance in the choice of queries leaves open. */
import { pValue, signed } from "../base/mod.ts";
import {
  bootstrapInterval,
  holm,
  type Interval,
  pairedBootstrap,
  randomisationTest,
} from "../statistics/mod.ts";
import { evaluator } from "../metrics/mod.ts";
import type { JudgedCollection } from "./evaluation_collections.ts";
import { enumerated, list, type TableRow } from "../report/mod.ts";

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
  /** Pairs of all systems, and how many the test tells apart with Holm's correction for all of them. */
  readonly pairs: { readonly all: number; readonly apart: number };
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
    pairs: { all: pairs.length, apart: pairs.filter((p) => p <= ALPHA).length },
  };
}

/** Whether the test tells two neighbours apart. */
export function isApart({ holm }: Neighbours): boolean {
  return holm <= ALPHA;
}

/** A row for each pair of neighbours. */
export function neighbourRows(boards: readonly Leaderboard[]): TableRow[] {
  return boards.flatMap(({ collection, measure, neighbours }) =>
    neighbours.map((pair) => ({
      collection,
      better: pair.better,
      worse: pair.worse,
      [`${measure}, difference`]: pair.difference.mean,
      "95 % interval": `${signed(pair.difference.low)} to ${signed(pair.difference.high)}`,
      p: pValue(pair.p),
      "p (Holm)": pValue(pair.holm),
      "told apart": isApart(pair) ? "yes" : "no",
    }))
  );
}

/** Which neighbours differ, as Markdown. */
export function leaderboardFindings(boards: readonly Leaderboard[]): string {
  const lines = boards.map(({ collection, queries, neighbours, pairs, standings, measure }) => {
    const apart = neighbours.filter(isApart).map(({ better, worse }) => `${better} from ${worse}`);
    const widest = Math.max(...standings.map(({ value }) => (value.high - value.low) / 2));
    return `**${collection}**: with ${queries} queries an interval reaches up to ${
      widest.toFixed(3)
    } to either ` +
      `side of a mean. Of ${neighbours.length} pairs of neighbours the test tells ${
        apart.length || "none"
      } apart` +
      `${
        apart.length ? ` (${enumerated(apart)})` : ""
      }; of all ${pairs.all} pairs, ${pairs.apart}. By ${measure}, ` +
      `${standings[0].system} is first${firstAmong(neighbours)}.`;
  });
  return [list(lines), changedOrder(boards)].filter(Boolean).join("\n\n");
}

/** With whom the first system shares its place, as far as the tests say. */
function firstAmong(neighbours: readonly Neighbours[]): string {
  const end = neighbours.findIndex(isApart);
  const tied = (end < 0 ? neighbours : neighbours.slice(0, end)).map(({ worse }) => worse);
  return tied.length ? `, and no step from it down to ${tied.at(-1)} is told from chance` : " beyond chance";
}

/** What changes from one collection to the next. */
function changedOrder(boards: readonly Leaderboard[]): string {
  const orders = boards.map(({ standings }) => standings.map(({ system }) => system));
  return orders.slice(1).map((order, k) => {
    const [from, to] = [boards[k].collection, boards[k + 1].collection];
    const common = orders[k].filter((system) => order.includes(system));
    const swapped = common.flatMap((a, i) =>
      common.slice(i + 1).filter((b) => order.indexOf(b) < order.indexOf(a)).map((b) => `${a} and ${b}`)
    );
    return swapped.length
      ? `From ${from} to ${to} these change their order: ${enumerated(swapped)}.`
      : `${from} and ${to} order the systems alike.`;
  }).join(" ");
}
