import assert from "node:assert/strict";
import { keepsHistograms, lazyList, MOST_HISTOGRAMS } from "../../base/mod.ts";
import { inventedResults, recorded } from "../../runs/results_for_tests.ts";
import { courseOf } from "../../studies/mod.ts";
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

Deno.test("of a long run the explorer gets the steps that have histograms, and all that was spent", () => {
  const [short] = inventedResults().filter(({ history }) => history.length > 0);
  const [record] = recorded(short).history;
  const steps = 1_000_000;
  const run = {
    ...short,
    config: { ...short.config, training: { ...short.config.training!, steps, batchSize: 32 } },
    history: lazyList(steps, (i) => {
      const { histograms, ...numbers } = { ...record, step: i + 1, triples: 32 * (i + 1), tokens: 7 };
      return { ...numbers, ...keepsHistograms(i + 1, steps) && { histograms } };
    }),
    validations: [0, 500_000, steps].map((step) => ({
      step,
      triples: 32 * step,
      measures: { "nDCG@10": 0.5 },
    })),
    top10: { ...short.top10, positions: Int32Array.of(1, 2, -1) },
  };
  const summary = summaryOf(run, 0);
  assert.ok(summary.tokens.length <= MOST_HISTOGRAMS);
  const spent = courseOf(resultOf(summary), { cost: "tokens" }).map(({ cost }) => cost);
  assert.deepEqual([spent[0], spent[2]], [0, 7 * steps]);
  assert.ok(Math.abs(spent[1] - 7 * 500_000) < 7 * 250);
  const found = foundBy([run], (position) => position);
  const details = detailsOf(run, found, (position) => position);
  const whole = withDetails(resultOf(summary), details, { queries: run.queries, found });
  assert.ok(whole.history.length <= MOST_HISTOGRAMS);
  const [first, second] = whole.history;
  assert.deepEqual([first.step, second.step, first.triples], [1, 246, 32]);
  assert.ok(whole.history.every(({ histograms }) => histograms));
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
