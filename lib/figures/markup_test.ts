import assert from "node:assert/strict";
import { dotFigure } from "./dots.ts";
import { leaderboardFigure } from "./leaderboard.ts";
import { placesFigure } from "./places.ts";

const collection = "<a href='x'>c</a>", system = "<b>one</b>";
const value = { mean: 0.5, low: 0.4, high: 0.6 };

Deno.test("names of systems and collections are shown as they are, and not taken for markup", () => {
  const figures = [
    leaderboardFigure([{
      collection,
      measure: "RR",
      queries: 2,
      standings: [{ system, value }, { system: "two", value }],
      neighbours: [{ better: system, worse: "two", difference: value, p: 0.5, holm: 0.5 }],
      pairs: { all: 1, significant: 0 },
    }]),
    placesFigure({
      collection,
      measures: ["RR"],
      systems: [{ system, means: { RR: 0.5 }, places: { RR: 1 } }],
      tau: { RR: 1 },
    }),
    dotFigure([{ panel: collection, system, values: [0.5] }], {
      title: "t",
      x: "x",
      marks: [{ name: "mean", symbol: "circle" }],
    }),
  ];
  for (const { data, layout } of figures) {
    const text = JSON.stringify([data.map(({ name: _, ...shown }) => shown), layout]);
    assert.doesNotMatch(text, /<b>one|<a href/);
    assert.match(text, /&lt;b&gt;one&lt;\/b&gt;/);
  }
});
