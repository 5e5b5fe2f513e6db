import assert from "node:assert/strict";
import type { RunResult } from "../runs/mod.ts";
import { plan } from "./grids.ts";
import {
  bestStatic,
  collapses,
  differenceOf,
  meanWithInterval,
  selfDistilledAgainstStatic,
  staticMargins,
  triplesToReach,
} from "./verdicts.ts";
import { fakeResult } from "../runs/results_for_tests.ts";

const configs = plan("laptop", { encoders: ["minilm"] });
/** Results of all of minilm's runs, in which a static margin is worth 0.1 times itself, less with in-batch. */
const results: RunResult[] = configs.map((config) => {
  const { method } = config;
  const worth = method.kind === "margin" && typeof method.target === "number"
    ? 0.1 * method.target - (method.inBatch ? 0.05 : 0)
    : 0.08;
  const values = Float64Array.from({ length: 20 }, (_, i) => 0.3 + worth + (i % 2 ? 0.1 : -0.1));
  const result = fakeResult(config);
  const validations = result.validations.map((each) => ({
    ...each,
    measures: { "nDCG@10": worth, "RR@10": -worth },
  }));
  return { ...result, validations, measures: { ...result.measures, "nDCG@10": values } };
});

Deno.test("the sweep comes in the order of its margins, each with an interval around its mean", () => {
  const sweep = staticMargins(results, "minilm", { inBatch: true });
  assert.deepEqual(sweep.map(({ margin }) => margin), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  for (const { test } of sweep) assert.ok(test.low < test.mean && test.mean < test.high);
});

Deno.test("the best margin is chosen on the dev queries, by the measure that is asked for", () => {
  assert.equal(bestStatic(results, "minilm", { inBatch: false }).margin, 1);
  assert.equal(bestStatic(results, "minilm", { inBatch: false, measure: "RR@10" }).margin, 0.1);
  assert.throws(
    () => bestStatic(results, "tiny", { inBatch: false }),
    /static margin of tiny without in-batch/,
  );
});

Deno.test("self-distilled runs are set against the better of the two best margins", () => {
  const rows = selfDistilledAgainstStatic(results, "minilm");
  assert.equal(rows.length, 5);
  for (const { best, difference, verdict } of rows) {
    assert.equal(best.margin, 1);
    assert.ok(Math.abs(difference + 0.02) < 1e-12);
    assert.equal(verdict, "lower");
  }
});

Deno.test("a collapse is a run whose whole interval lies below the untrained encoder", () => {
  const lower = collapses(results).filter(({ collapsed }) => collapsed).map(({ result }) =>
    result.config.method
  );
  // 0.1 × margin (less 0.05 with in-batch) below 0.08: margins to 0.7 without, all ten with in-batch negatives.
  assert.equal(lower.length, 7 + 10);
  assert.throws(() => collapses(results.slice(1)), /untrained encoder minilm among/);
});

Deno.test("a run does not differ from itself", () => {
  const { difference, p, verdict } = differenceOf(results[0], results[0]);
  assert.deepEqual({ difference, p, verdict }, { difference: 0, p: 1, verdict: "no difference seen" });
});

Deno.test("runs over other queries are not compared", () => {
  const other = { ...results[0], queries: results[0].queries.map((id) => `${id}x`) };
  assert.throws(() => differenceOf(results[0], other), /same test queries/);
});

Deno.test("a measure that was not stored is named", () => {
  const bare = { ...results[0], measures: {} };
  assert.throws(() => meanWithInterval(bare), /measure nDCG@10 of "minilm, untrained"/);
});

Deno.test("the triples to reach a level are read off between two validations", () => {
  const validations = [[0, 0.2], [100, 0.3], [200, 0.25], [300, 0.5]].map(([triples, value]) => ({
    step: triples / 10,
    triples,
    measures: { "nDCG@10": value, "RR@10": 0 },
  }));
  const result = { ...results[0], validations };
  assert.equal(triplesToReach(result, 0.1), 0);
  assert.ok(Math.abs(triplesToReach(result, 0.25) - 50) < 1e-9);
  assert.ok(Math.abs(triplesToReach(result, 0.4) - 260) < 1e-9);
  assert.equal(triplesToReach(result, 0.6), Infinity);
});
