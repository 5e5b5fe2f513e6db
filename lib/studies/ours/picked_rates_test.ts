import assert from "node:assert/strict";
import { hashOf, loadResults, methodLabel, teachersRun } from "../../runs/mod.ts";
import { comparedMethod, comparisonsOf } from "../comparison.ts";
import { studyRuns } from "../study_runs.ts";
import { distilledMethods, distilledRates } from "./distillation.ts";
import { pickedRates } from "./picked_rates.ts";
import rateSearch from "./rate_search.ts";
import { comparedMethods } from "./setting.ts";
import teacher from "./teacher.ts";

Deno.test("the rates are those that the committed searches picked on dev", async () => {
  const [comparison] = comparisonsOf(await loadResults(await studyRuns([rateSearch, distilledRates])));
  const picked = [...comparedMethods, ...distilledMethods].map(methodLabel).map((label) => {
    const { picked } = comparedMethod(comparison, label)!;
    return [label, picked.config.training!.learningRate];
  });
  assert.deepEqual(pickedRates, Object.fromEntries(picked));
});

Deno.test("the teacher is the run that is best on dev of its own search", async () => {
  const [comparison] = comparisonsOf(await loadResults(await studyRuns(teacher)));
  const [{ picked }] = comparison.methods;
  const [student] = await studyRuns(distilledRates);
  assert.equal(hashOf(picked.config), hashOf(teachersRun(student)!));
});
