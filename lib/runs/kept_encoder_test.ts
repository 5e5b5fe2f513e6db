import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import type { RunConfig } from "./config.ts";
import { smokeConfigs } from "./configs_for_tests.ts";
import { encoderWeights } from "./encoders/registry.ts";
import { hashOf } from "./hash.ts";
import { diskOfEncoders, encoderOfRun, isKept, keepEncoder } from "./kept_encoder.ts";
import { withResults } from "./results_for_tests.ts";

const [config] = smokeConfigs;
const weights = encoderWeights(config.encoder);
const folder = () => encoderOfRun(hashOf(config));

async function save(to: string) {
  await mkdir(path.join(to, "1_Pooling"), { recursive: true });
  await writeFile(path.join(to, "model.safetensors"), "weights");
  await writeFile(path.join(to, "1_Pooling", "config.json"), "{}");
}

Deno.test("an encoder is kept once it is whole, of this run, and of the weights that its encoder has now", () =>
  withResults(async () => {
    assert.equal(await isKept(config), false);
    await keepEncoder(config, { weights, save });
    assert.equal(await isKept(config), true);
    assert.equal(await isKept(smokeConfigs[1]), false);
    await keepEncoder(config, { weights: "0123456789abcdef", save });
    assert.equal(await isKept(config), false);
  }));

Deno.test("a kept encoder that is damaged, or does not say what it is of, counts as missing", () =>
  withResults(async () => {
    for (const [name, text] of [["model.safetensors", "weight5"], ["1_Pooling/config.json", "[]"]]) {
      await keepEncoder(config, { weights, save });
      await writeFile(path.join(folder(), name), text);
      assert.equal(await isKept(config), false, name);
    }
    await keepEncoder(config, { weights, save });
    await rm(path.join(folder(), "run.json"));
    assert.equal(await isKept(config), false);
  }));

Deno.test({
  name: "the checksums of a kept encoder are those that sha256sum checks, of the folders in it too",
  ignore: process.platform !== "linux",
  fn: () =>
    withResults(async () => {
      await keepEncoder(config, { weights, save });
      const { stdout, status } = spawnSync("sha256sum", ["-c", "SHA256SUMS"], {
        cwd: folder(),
        encoding: "utf8",
      });
      assert.equal(status, 0);
      assert.match(stdout, /^1_Pooling\/config\.json: OK$/m);
    }),
});

Deno.test("an encoder that could not be saved whole leaves nothing", () =>
  withResults(async () => {
    await assert.rejects(keepEncoder(config, { weights, save: () => Promise.reject(new Error("full")) }));
    assert.equal(await isKept(config), false);
  }));

/** The card of a run's kept encoder. */
async function cardOf(config: RunConfig): Promise<string> {
  await keepEncoder(config, { weights, save });
  return await readFile(path.join(encoderOfRun(hashOf(config)), "README.md"), "utf8");
}

Deno.test("the card says which run it is, its settings, and the line that repeats its number", () =>
  withResults(async () => {
    const whole = { ...config, collection: { name: "wordnet", subset: "whole" } };
    const card = await cardOf({ ...whole, encoderOptions: { precision: "bfloat16" } });
    for (
      const part of [
        /^# tiny, adaptive$/m,
        new RegExp(hashOf({ ...whole, encoderOptions: { precision: "bfloat16" } })),
        /\| precision +\| bfloat16 +\|/,
        /\| learningRate +\| 0\.001 +\|/,
        /^deno task search --data wordnet --split test --method \S+ --query-length 20 --passage-length 200 --precision bfloat16 --output/m,
        /That is the run's ranking/,
      ]
    ) assert.match(card, part);
    assert.match(await cardOf(whole), /--precision float32/);
  }));

Deno.test("the card of a run on a part says that search takes no part, and has the name of MS MARCO's queries", () =>
  withResults(async () => {
    const part = await cardOf(config);
    assert.match(part, /--data wordnet --split/);
    assert.match(part, /searched a part, wordnet-smoke/);
    assert.match(
      await cardOf({ ...config, collection: { name: "msmarco-passage", subset: "dl19" } }),
      /--data msmarco-passage#dl19 --split test/,
    );
    assert.match(
      await cardOf({
        ...config,
        collection: { name: "mine", subset: "whole", folder: "/my data", fingerprint: "1" },
      }),
      /--data '\/my data' --split test/,
    );
  }));

Deno.test("the card of a cross-encoder reranks", () =>
  withResults(async () => {
    const card = await cardOf({ ...config, method: { kind: "cross-encoder" } as RunConfig["method"] });
    assert.match(card, /^deno task rerank --run bm25\.run .* --encoder \S+ .*--depth 30/m);
    assert.match(card, /text-ranking/);
  }));

Deno.test("encoders take four bytes a value, and those that are not here yet are counted apart", () => {
  const elsewhere = { ...config, encoder: "someone/of-the-hub" };
  const untrained: RunConfig = { ...config, method: { kind: "untrained" }, training: undefined };
  const { bytes, unknown } = diskOfEncoders([
    { ...config, encoder: "mpnet" },
    { ...config, encoder: "minilm-1" },
    elsewhere,
    untrained,
  ]);
  // The files of mpnet, and of minilm less five of its layers.
  const expected = 437_971_872 + 90_868_376 - 5 * 4 * 1_774_464;
  assert.ok(Math.abs(bytes - expected) < 1e6, `${bytes}`);
  assert.equal(unknown, 1);
});
