import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { loadEncoder } from "../../encoders/mod.ts";
import type { RunConfig } from "../config.ts";
import { smokeConfigs } from "../configs_for_tests.ts";
import { performRun, trainedEncoder } from "../perform_run.ts";
import { withEntry } from "../registered_for_tests.ts";
import { withResults } from "../results_for_tests.ts";
import { teachers } from "./registry.ts";
import type { BiEncoderTeacher } from "./teacher_entry.ts";
import { teacherOfRun, trainTeacherOfRun } from "./teacher_of_run.ts";
import { runOfTeacher, teachersRun } from "./teacher_run.ts";

const { collection, encoder, training } = smokeConfigs[0];
const quick: BiEncoderTeacher = {
  kind: "bi-encoder",
  name: "quick",
  run: {
    encoder,
    method: { kind: "in-batch softmax", temperature: 0.05 },
    training: { ...training!, steps: 4, validateAt: [0, 4] },
    seed: 7,
  },
};
const student: RunConfig = {
  ...smokeConfigs[0],
  method: { kind: "margin-mse" },
  teacher: { encoder: "quick" },
  training: { ...training!, steps: 2, validateAt: [0, 2] },
};

/** The first weights of the encoder in a folder. */
async function weightsIn(folder: string): Promise<unknown> {
  const encoder = await loadEncoder(folder);
  const values = [...encoder.weights.values()][0].dataSync().slice();
  encoder.dispose();
  return values;
}

Deno.test("a run is a teacher's by all that it is", () =>
  withEntry(teachers, quick, () => {
    const config = runOfTeacher(quick, collection);
    assert.equal(teacherOfRun(config)?.name, "quick");
    assert.equal(teacherOfRun({ ...config, seed: 8 }), undefined);
    assert.deepEqual(teachersRun(student), config);
    assert.equal(teachersRun(config), undefined);
    return Promise.resolve();
  }));

Deno.test("the teacher's own run leaves its encoder for its students, which say what it cost", () =>
  inTemporaryFolder((cache) =>
    withEntry(teachers, quick, () =>
      withResults(async () => {
        const config = runOfTeacher(quick, collection);
        const { history } = await performRun(config, { source: "local" });
        const train = () => Promise.reject(new Error("trained again"));
        const { folder, cost } = await trainTeacherOfRun(quick, collection, { train });
        assert.deepEqual([cost.examples, folder.startsWith(cache)], [4 * training!.batchSize, true]);
        assert.equal(cost.tokens, history.reduce((sum, { tokens }) => sum + tokens, 0));
        const { encoder, history: again } = await trainedEncoder(config);
        assert.deepEqual(again.steps.map(({ loss }) => loss), history.map(({ loss }) => loss));
        assert.deepEqual([...encoder.weights.values()][0].dataSync(), await weightsIn(folder));
        encoder.dispose();

        const { cost: spent } = await performRun(student, { source: "local" });
        assert.deepEqual(spent!.teacher!.training, cost);
        assert.ok(spent!.teacher!.scoring.pairs > 2 * training!.batchSize);
        assert.ok(spent!.memory > 1e7 && spent!.search > 0 && spent!.validation > 0);
      })), { variable: "KIT_CACHE" }));

Deno.test("a student whose teacher is not there trains it, once", () =>
  inTemporaryFolder(() =>
    withEntry(teachers, quick, () =>
      withResults(async () => {
        let notes = 0;
        const onNote = (note: string) => note.startsWith("step 4 of 4") && notes++;
        await performRun(student, { source: "local", onNote });
        const dual = { kind: "dual margin-mse", weight: 0.75 } as const;
        await performRun({ ...student, method: dual }, { source: "local", onNote });
        assert.equal(notes, 1);
        const train = () => Promise.reject(new Error("trained again"));
        const { folder } = await trainTeacherOfRun(quick, collection, { train });
        assert.ok(existsSync(path.join(folder, "cost.json")));
      })), { variable: "KIT_CACHE" }));
