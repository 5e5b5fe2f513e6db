/** Which neighbours of a leaderboard differ, as tables and Markdown. */
import { isSignificant, type Leaderboard, type Neighbours } from "../evaluation/mod.ts";
import { enumerated, list } from "./findings.ts";
import type { TableRow } from "./table.ts";
import { pValue, signed } from "../base/mod.ts";

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
      "significant": isSignificant(pair) ? "yes" : "no",
    }))
  );
}

/** Which neighbours differ, as Markdown. */
export function leaderboardFindings(boards: readonly Leaderboard[]): string {
  const lines = boards.map(({ collection, queries, neighbours, pairs, standings, measure }) => {
    const different = neighbours.filter(isSignificant).map(({ better, worse }) => `${better} from ${worse}`);
    const widest = Math.max(...standings.map(({ value }) => (value.high - value.low) / 2));
    return `**${collection}**: with ${queries} queries an interval reaches up to ${
      widest.toFixed(3)
    } to either side ` +
      `of a mean. ${
        different.length || "None"
      } of ${neighbours.length} pairs of neighbours differ significantly` +
      `${
        different.length ? ` (${enumerated(different)})` : ""
      }; of all ${pairs.all} pairs, ${pairs.significant} do. ` +
      `By ${measure}, ${standings[0].system} is first${firstAmong(neighbours)}.`;
  });
  return [list(lines), changedOrder(boards)].filter(Boolean).join("\n\n");
}

/** Which systems below the first the tests do not separate from it. */
function firstAmong(neighbours: readonly Neighbours[]): string {
  const end = neighbours.findIndex(isSignificant);
  const tied = (end < 0 ? neighbours : neighbours.slice(0, end)).map(({ worse }) => worse);
  return tied.length ? `, and no step from it down to ${tied.at(-1)} is significant` : ", significantly";
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
