import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { inProject } from "../base/mod.ts";
import { hashOf } from "../runs/mod.ts";
import { bm25, dualMarginMSE, margin, marginMSE, untrained } from "./methods.ts";
import { loadStudies, study } from "./study.ts";
import type { StudyOptions } from "./study_options.ts";
import { studyRuns } from "./study_runs.ts";

const options: StudyOptions = {
  name: "test",
  collections: ["wordnet#smoke"],
  encoders: ["tiny"],
  methods: [bm25(), untrained, margin("adaptive"), margin(0.5)],
  training: { steps: 6, batchSize: [4, 8], learningRate: [1e-3, 2e-3] },
  seeds: [1, 2],
};

const training = { steps: 6, batchSize: 4, learningRate: 1e-3 };

Deno.test("a grid is every combination; what draws nothing is run once", async () => {
  const runs = await studyRuns(study(options));
  assert.equal(runs.length, 1 + 1 + 2 * 2 * 2 * 2);
  assert.deepEqual(runs.at(-1)!.training!.validateAt, [0, 2, 3, 5, 6]);
  assert.equal(new Set(runs.map(hashOf)).size, runs.length);
});

Deno.test("what means the same is one run", async () => {
  const hashes = async (change: object) =>
    (await studyRuns(study({ ...options, methods: [margin(0.5)], ...change }))).map(hashOf);
  const plain = await hashes({});
  const same = { ...options.training, dropout: 0, sampling: "random", validateBy: "search" };
  assert.deepEqual(await hashes({ training: same }), plain);
  assert.deepEqual(
    await hashes({ methods: [margin(0.5, { orientation: "paper", detachTarget: true })] }),
    plain,
  );
  assert.deepEqual(await hashes({ encoders: [{ encoder: "tiny" }] }), plain);
  assert.notDeepEqual(await hashes({ encoders: [{ encoder: "tiny", layers: 1 }] }), plain);
  const cut = [{ encoder: "minilm", layers: 2 }];
  assert.deepEqual(await hashes({ encoders: cut }), await hashes({ encoders: ["minilm-2"] }));
  assert.notDeepEqual(await hashes({ methods: [margin(0.5, { inBatch: true })] }), plain);
  assert.notDeepEqual(await hashes({ triples: { negatives: 2 } }), plain);
});

Deno.test("passes over the pairs become steps; a search without training keeps the study's lengths", async () => {
  const training = { epochs: 0.5, batchSize: 8, learningRate: 1e-3, maxQueryLength: 30 };
  const [first, trained] = await studyRuns(
    study({ ...options, methods: [untrained, margin(0.5)], training }),
  );
  assert.deepEqual(first.lengths, { maxQueryLength: 30, maxPassageLength: 200 });
  assert.equal(trained.training!.steps, Math.ceil(0.5 * 64 / 8));
  assert.equal((trained.training as { epochs?: number }).epochs, undefined);
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

Deno.test("a folder is looked for beside the study's file, and nowhere else", () =>
  inTemporaryFolder(async (folder) => {
    const runs = (named: string) => studyRuns(study({ ...options, encoders: [named] }), folder);
    // These are folders in the project, where tests run; the second could be an id of the model hub.
    for (const named of ["./data/tiny", "data/tiny"]) {
      await assert.rejects(runs(named), {
        name: "UserError",
        message:
          `Study: expected an encoder's name, an id of the model hub, or a folder, but found "${named}", and no ` +
          `folder at ${path.join(folder, named)}. Folders are relative to the study's file: found one at ` +
          `${path.resolve("data/tiny")}.`,
      });
    }
    await assert.rejects(runs("my-encoder"), {
      message: /found "my-encoder", and no folder at [^ ]*\/my-encoder\.$/,
    });
    const teacher = () => studyRuns(study({ ...options, methods: [marginMSE], teacher: "./cross" }), folder);
    await assert.rejects(teacher(), /found "\.\/cross", and no folder at/);
    const ids = (await runs("someone/model")).map(({ encoder }) => encoder);
    assert.ok(ids.includes("someone/model"));
  }));

Deno.test("a misspelt name is answered with the one that is near", async () => {
  const meant = (change: object, name: string) =>
    assert.throws(
      () => study({ ...options, ...change } as unknown as StudyOptions),
      new RegExp(`Did you mean "${name}"\\?$`),
    );
  const training = (change: object) => ({ training: { ...options.training, ...change } });
  meant({ encoder: ["tiny"] }, "encoders");
  meant(training({ dropot: 0.1 }), "dropout");
  meant(training({ validateBy: ["search", "rerankng"] }), "reranking");
  meant(training({ keepBest: { measure: "nDCG@10", patiance: 2 } }), "patience");
  meant({ encoders: [{ encoder: "tiny", pooling: "clss" }] }, "cls");
  meant({ methods: [{ kind: "in-batch sofmax" }] }, "in-batch softmax");
  meant({ methods: [margin("adaptve" as "adaptive")] }, "adaptive");
  meant({ methods: [{ ...margin(0.5), inbatch: true }] }, "inBatch");
  const encoders = ["minlm"], teacher = { methods: [marginMSE], teacher: "minilm-sofmax" };
  await assert.rejects(studyRuns(study({ ...options, encoders })), /"minlm".* Did you mean "minilm"\?$/);
  await assert.rejects(studyRuns(study({ ...options, ...teacher })), /Did you mean "minilm-softmax"\?$/);
});

Deno.test("a method that a file misspells is answered with the one that is near", () =>
  inTemporaryFolder(async (folder) => {
    const refused = async (name: string, code: string) => {
      const file = path.join(folder, name);
      await Deno.writeTextFile(file, code);
      await assert.rejects(
        loadStudies(file),
        /UserError: Expected .* but found "m.*"\. Did you mean "margin"\?$/,
      );
    };
    await refused("used.ts", "export default [mrgin(0.5)];");
    const kit = JSON.stringify(inProject("lib", "studies", "mod.ts"));
    await refused("imported.ts", `import { magin } from ${kit};\nexport default [magin(0.5)];`);
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
  const training = (change: object) => ({ training: { ...options.training, ...change } });
  refused(training({ dropot: 0.1 }), /fields of training to be among .*dropout.* but found "dropot"/);
  refused(training({ dropout: 1 }), /training\.dropout to be .* below 1/);
  refused(training({ sampling: ["random", "twice"] }), /training\.sampling to be random or without twins/);
  refused(training({ epochs: 1 }), /with one of steps and epochs but found "steps and epochs"/);
  refused(training({ validateEvery: 1, validations: 3 }), /one of validations, validateEvery and validateAt/);
  refused(training({ keepBest: "nDCG@10" }), /training\.keepBest to be \{ measure, patience \}/);
  refused(
    training({ keepBest: { measure: "nDGC@10" } }),
    /training\.keepBest\.measure to be .* "nDGC@10"\. Did you mean "nDCG@10"/,
  );
  refused({ triples: { ranks: [9, 2] } }, /triples\.ranks to be two integers/);
  refused(
    { encoders: [{ encoder: "tiny", pooling: "max" }] },
    /encoders\.pooling to be mean or cls or pooler/,
  );
  refused(
    { methods: [marginMSE] },
    /a teacher for "Margin-MSE", which needs teacher margins, but found none/,
  );
  refused(
    { methods: [dualMarginMSE()] },
    /a teacher for "dual Margin-MSE", which needs in-batch teacher scores, but found none/,
  );
  refused({ testUse: { pooling: "max" } }, /testUse\.pooling to be mean or cls or pooler/);
  refused({ testUse: { lengths: 3 } }, /fields of testUse to be among pooling, maxQueryLength/);
  refused({ falseNegatives: [0, 2] }, /falseNegatives to be a number from 0 to 1/);
  refused(
    { methods: [margin("adaptve" as "adaptive")] },
    /target to be a number, or one of adaptive, distributed/,
  );
  refused({ methods: [margin("distributed", { inBatch: true })] }, /inBatch to be false/);
  refused(
    { collections: [{ collection: "wordnet", name: "x", sizes: { train: "all", dev: "all", test: "all" } }] },
    /sizes\.dev to be \{ queries/,
  );
  refused({ training: { steps: 6, batchSize: 4 } }, /training\.learningRate to be a number above 0/);
});

Deno.test("an unknown collection or subset is refused with the nearest name", async () => {
  await assert.rejects(
    studyRuns(study({ ...options, collections: ["wordnot"] }), "/nowhere"),
    /or a folder but found "wordnot", and no folder at \/nowhere\/wordnot\. Did you mean "wordnet"\?$/,
  );
  await assert.rejects(
    studyRuns(study({ ...options, collections: ["wordnet#smok"] })),
    /Did you mean "smoke"/,
  );
});

Deno.test("a file that exports no study is refused", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "study.ts");
    await assert.rejects(loadStudies(file), /study's file but found none/);
    await Deno.writeTextFile(file, "export default { name: 'plain' };\n");
    await assert.rejects(loadStudies(file), /default export .* to be a study/);
  }));

Deno.test("every method that learns from a teacher has it, and no other", async () => {
  const teacher = "minilm-softmax";
  const methods = [marginMSE, dualMarginMSE(), margin("frozen"), margin("adaptive")];
  const runs = await studyRuns({ ...options, methods, teacher, training, seeds: [1] });
  assert.deepEqual(runs.map((config) => config.teacher?.encoder), [teacher, teacher, undefined, undefined]);
});

Deno.test("a share of false negatives is a setting, and none is no setting", async () => {
  const runs = await studyRuns({
    ...options,
    methods: [margin("adaptive")],
    falseNegatives: [0, 0.1],
    training,
    seeds: [1],
  });
  assert.deepEqual(runs.map(({ falseNegatives }) => falseNegatives), [undefined, 0.1]);
});
