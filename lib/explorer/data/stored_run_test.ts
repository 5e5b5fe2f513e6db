import assert from "node:assert/strict";
import { inventedResults, recorded } from "../../runs/results_for_tests.ts";
import { foundBy, packFound, unpackFound } from "./found_passages.ts";
import { detailsOf, resultOf, summaryOf, withDetails } from "./stored_run.ts";

Deno.test("a run comes back from its data files as it was, but for scores, and positions as places", () => {
  const [untrained, ...trained] = inventedResults();
  const withHistograms = recorded(trained[2]);
  // An earlier version began the second of these.
  const resumed = { ...withHistograms, history: [trained[2].history[0], ...withHistograms.history.slice(1)] };
  resumed.history[0] = { ...resumed.history[0], hardShare: NaN };
  for (const run of [untrained, trained[2], withHistograms, resumed]) {
    const result = { ...run, top10: { ...run.top10, positions: Int32Array.of(70_000, 5, -1) } };
    const placeOf = (position: number) => position === 5 ? 0 : 9;
    const other = { ...result, top10: { ...result.top10, positions: Int32Array.of(5, 8, 3) } };
    const searched = foundBy([result, other, other], placeOf);
    const [summary, details, packed] = [
      summaryOf(result, 0),
      detailsOf(result, searched, placeOf),
      packFound(searched),
    ].map((value) =>
      JSON.parse(JSON.stringify(value, (_, field) => Number.isNaN(field) ? "NaN" : field), revive)
    );
    const { top10, ...found } = withDetails(resultOf(summary), details, {
      queries: result.queries,
      found: unpackFound(packed),
    });
    const { top10: _, ...expected } = result;
    assert.deepEqual(found, expected);
    assert.deepEqual([...top10.positions], [9, 0, -1]);
  }
});

Deno.test("curves need no more than the summary: tokens and seconds of each step are in it", () => {
  const run = inventedResults()[3];
  const { history } = resultOf(summaryOf(run, 0));
  const costs = (records: typeof history) =>
    records.map(({ step, triples, tokens, seconds }) => ({ step, triples, tokens, seconds }));
  assert.ok(history.length > 0);
  assert.deepEqual(costs(history), costs(run.history));
});

Deno.test("no place of a machine is in a summary", () => {
  const [run] = inventedResults();
  const config = {
    ...run.config,
    encoder: "/encoders/e5",
    collection: { ...run.config.collection, folder: "C:\\data\\beir" },
  };
  const { facts } = summaryOf({ ...run, config }, 0);
  assert.deepEqual([facts.config.encoder, facts.config.collection.folder], ["e5", "beir"]);
});

function revive(_: string, value: unknown): unknown {
  return value === "NaN" ? NaN : value;
}
