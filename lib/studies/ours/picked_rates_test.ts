import assert from "node:assert/strict";
import { hashOf, loadResults, type Method, methodLabel, teachersRun } from "../../runs/mod.ts";
import { comparedMethod, comparisonsOf } from "../comparison.ts";
import type { Study } from "../study.ts";
import { studyRuns } from "../study_runs.ts";
import { distilledMethods, distilledRates } from "./distillation.ts";
import { medquadMethods, medquadRateSearch } from "./other_collections.ts";
import { medquadRates, pickedRates } from "./picked_rates.ts";
import rateSearch from "./rate_search.ts";
import { comparedMethods } from "./setting.ts";
import teacher from "./teacher.ts";

/** The rate of each method that is best on dev among the runs of some studies, which are of one place. */
async function pickedBy(
  studies: readonly Study[],
  methods: readonly Method[],
): Promise<Record<string, number>> {
  const [comparison] = comparisonsOf(await loadResults(await studyRuns(studies)));
  return Object.fromEntries(
    methods.map(methodLabel).map((label) => {
      const { picked } = comparedMethod(comparison, label)!;
      return [label, picked.config.training!.learningRate];
    }),
  );
}

Deno.test("the rates are those that the committed searches picked on dev", async () => {
  assert.deepEqual(
    pickedRates,
    await pickedBy([rateSearch, distilledRates], [...comparedMethods, ...distilledMethods]),
  );
  assert.deepEqual(medquadRates, await pickedBy([medquadRateSearch], medquadMethods));
});

Deno.test("the teacher is the run that is best on dev of its own search", async () => {
  const [comparison] = comparisonsOf(await loadResults(await studyRuns(teacher)));
  const [{ picked }] = comparison.methods;
  const [student] = await studyRuns(distilledRates);
  assert.equal(hashOf(picked.config), hashOf(teachersRun(student)!));
});
