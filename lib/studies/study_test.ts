import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { inProject } from "../base/mod.ts";
import { hashOf } from "../runs/mod.ts";
import { bm25, margin, untrained } from "./methods.ts";
import { loadStudy, study, type StudyOptions, studyRuns } from "./study.ts";

const options: StudyOptions = {
  name: "test",
  collections: ["wordnet#smoke"],
  encoders: ["tiny"],
  methods: [bm25(), untrained, margin("adaptive"), margin(0.5)],
  training: { steps: 6, batchSize: [4, 8], learningRate: [1e-3, 2e-3] },
  seeds: [1, 2],
};

Deno.test("a grid is every combination; what draws nothing is run once", async () => {
  const runs = await studyRuns(study(options));
  assert.equal(runs.length, 1 + 1 + 2 * 2 * 2 * 2);
  assert.deepEqual(runs.at(-1)!.training!.validateAt, [0, 2, 3, 5, 6]);
  assert.equal(new Set(runs.map(hashOf)).size, runs.length);
});

Deno.test("a folder's place is no part of a run, its content is", () =>
  inTemporaryFolder(async (folder) => {
    for (const name of ["a", "b"]) {
      await cp(inProject("data", "tiny"), path.join(folder, name, "tiny"), { recursive: true });
    }
    const hashes = async (base: string) =>
      (await studyRuns(study({ ...options, encoders: ["./tiny"] }), path.join(folder, base))).map(hashOf);
    assert.deepEqual(await hashes("a"), await hashes("b"));
    const weights = path.join(folder, "b", "tiny", "model.safetensors");
    const bytes = await Deno.readFile(weights);
    bytes[bytes.length - 1] ^= 1;
    await Deno.writeFile(weights, bytes);
    assert.notDeepEqual(await hashes("a"), await hashes("b"));
  }));

Deno.test("every field is checked, and named where it is wrong", () => {
  const refused = (change: Record<string, unknown>, message: RegExp) =>
    assert.throws(() => study({ ...options, ...change } as unknown as StudyOptions), message);
  refused({ name: "" }, /name to be a text/);
  refused({ encoders: [] }, /encoders to be a list with at least one entry/);
  refused({ collections: [3] }, /collections to be names or folders but found 3/);
  refused({ methods: [{ kind: "magic" }] }, /methods to be of the kinds bm25, untrained, .*magic/);
  refused({ seeds: [-1] }, /seeds to be integers of at least 0 but found -1/);
  refused(
    { training: { steps: 6, batchSize: [4, 1], learningRate: 1 } },
    /training\.batchSize to be an integer of at least 2/,
  );
  refused({ training: { steps: 6, batchSize: 4 } }, /training\.learningRate to be a number above 0/);
});

Deno.test("an unknown collection or subset is refused with the nearest name", async () => {
  await assert.rejects(studyRuns(study({ ...options, collections: ["wordnot"] })), /Did you mean "wordnet"/);
  await assert.rejects(
    studyRuns(study({ ...options, collections: ["wordnet#smok"] })),
    /Did you mean "smoke"/,
  );
});

Deno.test("a file that exports no study is refused", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "study.ts");
    await assert.rejects(loadStudy(file), /study's file but found none/);
    await Deno.writeTextFile(file, "export default { name: 'plain' };\n");
    await assert.rejects(loadStudy(file), /default export .* to be a study/);
  }));
