import assert from "node:assert/strict";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { UserError } from "../base/mod.ts";
import { noPrompts } from "./sentence_config.ts";
import { readSentenceModules, type SentenceModules, writeSentenceModules } from "./sentence_modules.ts";

/** Runs something in a folder with these values as JSON. */
function inFolderOf(values: Record<string, unknown>, use: (folder: string) => Promise<void>): Promise<void> {
  const files = Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]);
  return inTemporaryFolder(use, { files: Object.fromEntries(files) });
}

const modules = (...types: string[]) =>
  types.map((type, idx) => ({ idx, path: idx === 0 ? "" : `${idx}_${type}`, type: `x.models.${type}` }));

const tanh = {
  in_features: 8,
  out_features: 8,
  bias: true,
  activation_function: "torch.nn.modules.activation.Tanh",
};

async function reads(files: Record<string, unknown>, expected: Partial<SentenceModules>): Promise<void> {
  await inFolderOf(files, async (folder) =>
    assert.deepEqual(await readSentenceModules(folder), {
      transformer: "",
      pooling: "mean",
      poolsPrompt: true,
      ...expected,
    }));
}

async function refuses(files: Record<string, unknown>, expected: RegExp): Promise<void> {
  await inFolderOf(
    files,
    (folder) =>
      assert.rejects(
        readSentenceModules(folder),
        (error: Error) => error instanceof UserError && expected.test(error.message),
      ),
  );
}

Deno.test("what is written is read again", async () => {
  for (const pooling of ["mean", "cls", "pooler"] as const) {
    await inTemporaryFolder(async (folder) => {
      const dense = await writeSentenceModules(folder, {
        pooling,
        width: 8,
        maxLength: 12,
        prompts: noPrompts,
        similarity: "cosine",
        lowerCase: false,
      });
      const found = await readSentenceModules(folder);
      assert.equal(found.pooling, pooling);
      assert.equal(found.dense, dense);
      assert.equal(dense, pooling === "pooler" ? "2_Dense" : undefined);
    });
  }
});

Deno.test("older and newer names of a pooling are read, and normalisation is ignored", async () => {
  await reads({}, { pooling: "mean" });
  await reads({ "1_Pooling/config.json": { pooling_mode: "cls" } }, { pooling: "cls" });
  const flags = {
    pooling_mode_cls_token: false,
    pooling_mode_mean_tokens: true,
    pooling_mode_max_tokens: false,
  };
  await reads({
    "modules.json": modules("Transformer", "Pooling", "Normalize"),
    "1_Pooling/config.json": flags,
  }, { pooling: "mean" });
});

Deno.test("a transformer in a folder of its own, and a prompt that is not pooled, are found", () =>
  reads({
    "modules.json": [
      { idx: 0, path: "0_Transformer", type: "sentence_transformers.models.Transformer" },
      { idx: 1, path: "1_Pooling", type: "sentence_transformers.models.Pooling" },
    ],
    "1_Pooling/config.json": { pooling_mode_cls_token: true, include_prompt: false },
  }, { transformer: "0_Transformer", pooling: "cls", poolsPrompt: false }));

Deno.test("a dense layer with tanh after CLS pooling is a pooler", () =>
  reads({
    "modules.json": modules("Transformer", "Pooling", "Dense", "Normalize"),
    "1_Pooling/config.json": { pooling_mode_cls_token: true },
    "2_Dense/config.json": tanh,
  }, { pooling: "pooler", dense: "2_Dense" }));

Deno.test("other poolings and modules are refused by name", async () => {
  const both = { pooling_mode_cls_token: true, pooling_mode_mean_tokens: true };
  await refuses(
    { "1_Pooling/config.json": both },
    /cls and mean pooling in .*Set the option pooling/,
  );
  await refuses({ "1_Pooling/config.json": { pooling_mode: "lasttoken" } }, /found lasttoken pooling/);
  await refuses({ "1_Pooling/config.json": {} }, /found no pooling/);
  await refuses({ "modules.json": modules("Transformer", "LSTM") }, /a module of type x\.models\.LSTM/);
  await refuses({
    "modules.json": modules("Transformer", "Pooling", "Dense"),
    "1_Pooling/config.json": { pooling_mode: "cls" },
    "2_Dense/config.json": { ...tanh, out_features: 4 },
  }, /a dense layer other than a pooler in .*2_Dense/);
  await refuses({ "modules.json": modules("Transformer", "Pooling") }, /Expected JSON in .*1_Pooling/);
});
