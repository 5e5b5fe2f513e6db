import assert from "node:assert/strict";
import { loadResults, methodLabel } from "../../runs/mod.ts";
import { comparedMethod, comparisonsOf } from "../comparison.ts";
import { studyRuns } from "../study_runs.ts";
import { pickedRates } from "./picked_rates.ts";
import rateSearch from "./rate_search.ts";
import { comparedMethods } from "./setting.ts";

Deno.test("the rates are those that the committed search picked on dev", async () => {
  const [comparison] = comparisonsOf(await loadResults(await studyRuns(rateSearch)));
  const picked = comparedMethods.map(methodLabel).map((label) => {
    const { picked } = comparedMethod(comparison, label)!;
    return [label, picked.config.training!.learningRate];
  });
  assert.deepEqual(pickedRates, Object.fromEntries(picked));
});
