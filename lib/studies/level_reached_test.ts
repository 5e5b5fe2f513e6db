import assert from "node:assert/strict";
import { smokeConfigs } from "../runs/configs_for_tests.ts";
import { fakeResult, marginMethod } from "../runs/results_for_tests.ts";
import type { RunConfig, RunResult } from "../runs/mod.ts";
import { comparisonsOf } from "./comparison.ts";
import { courseOf, reachedAt } from "./course.ts";
import { levelReached } from "./level_reached.ts";
import { spentOnMargins } from "./margin_search.ts";

const [config] = smokeConfigs;

/** A run of 100 triples, 1,000 tokens and 2 seconds a step. */
function run(values: readonly number[], more: Partial<RunConfig> = {}): RunResult {
  const result = fakeResult({ ...config, ...more });
  return {
    ...result,
    history: values.slice(1).map((_, i) => ({
      ...result.history[0],
      step: i + 1,
      triples: 100 * (i + 1),
      tokens: 1000,
      seconds: 2,
    })),
    validations: values.map((value, step) => ({ step, triples: 100 * step, measures: { "nDCG@10": value } })),
  };
}

Deno.test("a course runs over triples, tokens or seconds, best so far or as measured", () => {
  const falling = run([0.1, 0.4, 0.3]);
  assert.deepEqual(courseOf(falling, { cost: "tokens" }).map(({ cost, value }) => [cost, value]), [
    [0, 0.1],
    [1000, 0.4],
    [2000, 0.4],
  ]);
  const measured = courseOf(falling, { cost: "seconds", bestSoFar: false, spent: 10 });
  assert.deepEqual(measured.map(({ cost, value }) => [cost, value]), [[10, 0.1], [12, 0.4], [14, 0.3]]);
});

Deno.test("a level is reached where it is held to the end", () => {
  const course = courseOf(run([0.1, 0.4, 0.3, 0.5]), { bestSoFar: false });
  assert.ok(Math.abs(reachedAt(course, 0.4) - 250) < 1e-9);
  assert.equal(reachedAt(course, 0.6), Infinity);
  assert.equal(reachedAt(course, 0.05), 0);
});

const seeds = [1, 2, 3];
const study = comparisonsOf([
  ...seeds.map((seed) => run([0, 0.2 + seed / 100, 0.6], { seed, method: marginMethod("adaptive") })),
  ...seeds.map((seed) => run([0, 0.1, 0.2 + seed / 100], { seed, method: marginMethod(0.2) })),
  ...seeds.map((seed) => run([0, 0.05, 0.1], { seed, method: marginMethod(0.5) })),
])[0];
const [adaptive, low, high] = study.methods;

Deno.test("the search for a margin costs the runs with the other margins, of the same seed", () => {
  assert.equal(spentOnMargins(study, low, { seed: 2, cost: "triples" }), 200);
  assert.equal(spentOnMargins(study, high, { seed: 2, cost: "seconds" }), 4);
  assert.equal(spentOnMargins(study, adaptive, { seed: 2, cost: "triples" }), 0);
});

Deno.test("a share is of the same seed's cost, with an interval over the seeds", () => {
  const { cost, share, reached } = levelReached(study, adaptive, low, 0.2);
  assert.equal(reached, 3);
  const expected = seeds.map((seed) => 100 * 0.2 / (0.2 + seed / 100));
  const others = seeds.map((seed) => 100 + 100 * 0.1 / (0.1 + seed / 100));
  const geometric = (values: number[]) => values.reduce((product, value) => product * value, 1) ** (1 / 3);
  assert.ok(Math.abs(cost!.mean - geometric(expected)) < 1e-9);
  assert.ok(Math.abs(share!.mean - geometric(expected.map((value, i) => value / others[i]))) < 1e-9);
  assert.ok(share!.low < share!.mean && share!.mean < share!.high);
  const charged = levelReached(study, adaptive, low, 0.2, { chargeSearch: true });
  assert.ok(charged.share!.mean < share!.mean);
});

Deno.test("a level that a seed does not reach has no cost", () => {
  const { reached, seeds, cost, share } = levelReached(study, low, adaptive, 0.225);
  assert.deepEqual([reached, seeds, cost, share], [1, 3, undefined, undefined]);
});
