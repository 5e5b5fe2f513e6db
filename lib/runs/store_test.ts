import assert from "node:assert/strict";
import { readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../base/mod.ts";
import { readArrow, writeArrow } from "../data/mod.ts";
import { fakeResult, withResults } from "./results_for_tests.ts";
import { bm25Config as bm25, minilmConfigs, smokeConfigs } from "./configs_for_tests.ts";
import { RERANKED } from "./result.ts";
import {
  inResults,
  isStored,
  isWhole,
  loadResults,
  readResult,
  runFolder,
  storedConfigs,
  storeResult,
} from "./store.ts";
import { faultOfSums } from "../base/mod.ts";
import { runExperiment } from "./runner.ts";

const [, softmax] = minilmConfigs;

Deno.test("what is stored is read back the same", async () => {
  await withResults(async () => {
    for (const result of [fakeResult(bm25), fakeResult(softmax, { source: "committed" })]) {
      await storeResult(result);
      assert.deepEqual(await readResult(result.config, result.source), result);
    }
    assert.deepEqual(await storedConfigs("committed"), [softmax]);
  });
});

Deno.test("reranking is read from the column of the first stored runs as well", async () => {
  await withResults(async () => {
    const result = fakeResult(bm25);
    await storeResult(result, async (folder) => {
      const file = path.join(folder, "queries.arrow");
      const { [RERANKED]: values, ...others } = await readArrow(file);
      await writeArrow(file, { ...others, "rerank RR@10": values });
    });
    assert.deepEqual(await readResult(bm25, "local"), result);
  });
});

Deno.test("a run whose folder was never given its name counts as missing", async () => {
  await withResults(async () => {
    const result = fakeResult(softmax);
    await assert.rejects(
      storeResult(result, () => Promise.reject(new Error("the disk is full"))),
      /disk is full/,
    );
    assert.equal(isStored(softmax, "local"), false);
    assert.deepEqual(await readdir(runFolder("local", "")), []);
    // As a killed process leaves it behind.
    await Deno.mkdir(`${runFolder("local", result.hash)}.123.tmp`);
    assert.equal(isStored(softmax, "local"), false);
    assert.deepEqual(await storedConfigs("local"), []);
    await assert.rejects(loadResults([softmax, bm25]), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(
        error.message,
        /"minilm, in-batch softmax" \([0-9a-f]{16}\), "BM25".* found none in .*reproduce/,
      );
      return true;
    });
  });
});

Deno.test("committed results come first, unless local ones are preferred", async () => {
  await withResults(async () => {
    await storeResult(fakeResult(bm25, { source: "local" }));
    assert.equal((await loadResults([bm25]))[0].source, "local");
    await storeResult(fakeResult(bm25, { source: "committed" }));
    assert.equal((await loadResults([bm25]))[0].source, "committed");
    assert.equal((await loadResults([bm25], { prefer: "local" }))[0].source, "local");
  });
});

Deno.test("a stored run is replaced as a whole", async () => {
  await withResults(async () => {
    await storeResult(fakeResult(bm25, { lift: 0.25 }), async (folder) => {
      await Deno.writeTextFile(path.join(folder, "run.trec"), "");
    });
    const again = fakeResult(bm25);
    await storeResult(again);
    assert.deepEqual(await readResult(bm25, "local"), again);
    assert.ok(!(await readdir(runFolder("local", again.hash))).includes("run.trec"));
  });
});

Deno.test("a truncated or missing file of a run is named", async () => {
  await withResults(async () => {
    const { hash } = fakeResult(bm25);
    await storeResult(fakeResult(bm25));
    await truncate(path.join(runFolder("local", hash), "queries.arrow"), 100);
    await assert.rejects(readResult(bm25, "local"), /100 bytes .* queries\.arrow|queries\.arrow/);
    await rm(path.join(runFolder("local", hash), "config.json"));
    await assert.rejects(
      readResult(bm25, "local"),
      /config\.json but could not read them: .*Delete the folder/,
    );
  });
});

Deno.test("a run under a hash that is not its own is refused", async () => {
  await withResults(async () => {
    const { hash } = fakeResult(bm25);
    await storeResult(fakeResult(bm25));
    await Deno.rename(runFolder("local", hash), runFolder("local", "0123456789abcdef"));
    await assert.rejects(storedConfigs("local"), /found it under 0123456789abcdef .* Delete that folder/);
  });
});

Deno.test("sixty runs of laptop's size stay below ten megabytes", async () => {
  await withResults(async (folder) => {
    const [config] = smokeConfigs;
    const training = { ...config.training!, steps: 64, validateAt: [0, 4, 8, 16, 32, 64] };
    const result = fakeResult({ ...config, training });
    const queries = Array.from({ length: 600 }, (_, i) => `n${10000000 + i}-1`);
    const measures = Object.fromEntries(
      Object.keys(result.measures).map((name) => [name, new Float64Array(600)]),
    );
    const top10 = { positions: new Int32Array(6000), scores: new Float32Array(6000) };
    const reranked = new Float64Array(600);
    await storeResult({ ...result, queries, measures, reranked, top10, source: "committed" });
    let bytes = 0;
    const run = path.join(folder, "runs", result.hash);
    for (const file of await readdir(run)) bytes += (await Deno.stat(path.join(run, file))).size;
    assert.ok(60 * bytes < 10e6, `${bytes} bytes a run`);
  });
});

const FILES = ["config.json", "history.arrow", "validations.arrow", "queries.arrow", "top10.arrow"];

Deno.test("every committed run has checksums, which are right", async () => {
  const runs = (await readdir(inResults("runs"))).filter((name) => /^[0-9a-f]{16}$/.test(name));
  assert.ok(runs.length >= 55);
  for (const run of runs) {
    const folder = inResults("runs", run);
    assert.ok((await readdir(folder)).includes("SHA256SUMS"), run);
    assert.equal(await faultOfSums(folder, FILES, { others: true }), undefined, run);
  }
});

Deno.test("a run without checksums, as older versions stored them, is read", async () => {
  await withResults(async () => {
    const result = fakeResult(bm25);
    await storeResult(result);
    await rm(path.join(runFolder("local", result.hash), "SHA256SUMS"));
    assert.deepEqual(await readResult(bm25, "local"), result);
  });
});

for (const name of [...FILES, "SHA256SUMS"]) {
  Deno.test(`a run with a damaged ${name} is refused by name, and computed again, as is one without it`, async () => {
    await withResults(async () => {
      const result = fakeResult(bm25);
      const file = path.join(runFolder("local", result.hash), name);
      const perform = async () => {
        await storeResult(result);
        return result;
      };
      for (const damage of ["flipped", "removed"] as const) {
        if (damage === "removed" && name === "SHA256SUMS") continue;
        await storeResult(result);
        const content = await readFile(file);
        content[content.length >> 1] ^= 4;
        if (damage === "flipped") await writeFile(file, content);
        else await rm(file);
        await assert.rejects(readResult(bm25, "local"), (error: Error) => {
          assert.ok(error instanceof UserError, error.stack);
          assert.match(error.message, new RegExp(`${result.hash}.*([Dd]elete th(at|e) folder)`));
          return true;
        });
        // One damaged run does not keep the others from being read.
        await storeResult(fakeResult(softmax));
        const named: string[] = [];
        const read = await loadResults([bm25, softmax], { onDamaged: ({ message }) => named.push(message) });
        assert.deepEqual([read.length, named.length], [1, 1]);
        // It is computed again with no further ado,
        assert.equal(await isWhole(bm25, "local"), false);
        assert.deepEqual(await runExperiment([bm25], { perform, onProgress: () => {} }), [result]);
        assert.deepEqual(await readResult(bm25, "local"), result);
        // and after the advice is followed, too.
        await rm(path.dirname(file), { recursive: true });
        await runExperiment([bm25], { perform, onProgress: () => {} });
        assert.deepEqual(await readResult(bm25, "local"), result);
      }
    });
  });
}
