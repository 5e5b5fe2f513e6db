import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import type { RunConfig } from "./config.ts";
import { bm25Config, minilmConfigs } from "./configs_for_tests.ts";
import { memoryOf, memoryOfEncoder } from "./memory.ts";
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

Deno.test("the size of a folder's corpus says what its index needs", () =>
  inTemporaryFolder(async (folder) => {
    const config = {
      ...bm25Config,
      collection: { name: "large", subset: "whole", folder, fingerprint: "0123456789abcdef" },
    };
    const grow = async (name: string, bytes: number) => {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, "");
      await Deno.truncate(file, bytes);
    };
    assert.equal(memoryOf([config]), 4);
    // As many bytes as in HotpotQA's 5 million paragraphs; the file is sparse.
    await grow("corpus/part-0.parquet", 8e8);
    assert.equal(memoryOf([config]), 12);
    await grow("corpus.jsonl", 2e6);
    assert.equal(memoryOf([config]), 4);
    await grow("corpus.jsonl", 1.6e9);
    assert.equal(memoryOf([config]), 12);
    await grow("corpus.jsonl", 6.4e9);
    assert.equal(memoryOf([config]), 20);
  }));

Deno.test("an encoder of the model hub counts by its weights once they are in the cache", () =>
  inTemporaryFolder(async (folder) => {
    const config: RunConfig = { ...small, encoder: "someone/small" };
    assert.equal(memoryOf([config]), 8);
    const cached = path.join(folder, "downloads", "someone", "small");
    await mkdir(cached, { recursive: true });
    await writeFile(path.join(cached, "model.safetensors"), "few");
    assert.equal(memoryOf([config]), 4);
  }, { variable: "KIT_CACHE" }));

Deno.test("embedding texts needs more memory with a large encoder", () => {
  assert.deepEqual(["tiny", "minilm", "mpnet", "someone/of-the-hub"].map(memoryOfEncoder), [4, 4, 8, 8]);
});
