import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import type { RunConfig } from "./config.ts";
import { bm25Config, minilmConfigs } from "./configs_for_tests.ts";
import { memoryOf } from "./memory.ts";
import { slurmScripts } from "./on_slurm.ts";

const [small] = minilmConfigs;
const msMarco = { name: "msmarco-passage", subset: "whole" };

Deno.test("a run needs more memory with a large encoder or teacher, and on MS MARCO", () => {
  assert.equal(memoryOf([small, bm25Config]), 4);
  assert.equal(memoryOf([{ ...small, encoder: "microsoft/mpnet-base" }]), 8);
  assert.equal(memoryOf([{ ...small, encoder: "someone/of-the-hub" }]), 8);
  assert.equal(memoryOf([{ ...small, teacher: { encoder: "mpnet" } }]), 8);
  assert.equal(memoryOf([{ ...small, teacher: { encoder: "minilm-cross" } }]), 4);
  assert.equal(memoryOf([small, { ...bm25Config, collection: msMarco }]), 12);
  assert.equal(memoryOf([{ ...small, encoder: "mpnet", collection: msMarco }]), 16);
});

Deno.test("the size of a folder's weights says whether its encoder is large", () =>
  inTemporaryFolder(async (folder) => {
    const config: RunConfig = { ...small, encoder: folder };
    assert.equal(memoryOf([config]), 4);
    await writeFile(path.join(folder, "model.safetensors"), "");
    await Deno.truncate(path.join(folder, "model.safetensors"), 2e8);
    assert.equal(memoryOf([config]), 8);
  }));

Deno.test("a batch script asks for the memory that its largest run needs, unless another is asked for", async () => {
  const runs = [small, { ...small, encoder: "mpnet", collection: msMarco }];
  const asked = async (memory?: string) =>
    (await slurmScripts(runs, { source: "local", resources: { memory } })).match(/^#SBATCH --mem=.*$/gm)!.at(
      -1,
    );
  assert.equal(await asked(), "#SBATCH --mem=16G");
  assert.equal(await asked("6G"), "#SBATCH --mem=6G");
});
