import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { inCache } from "../base/mod.ts";
import { withFakeSlurm } from "../slurm/fake_slurm_for_tests.ts";
import { bm25Config, smokeConfigs } from "./configs_for_tests.ts";
import { hashOf } from "./hash.ts";
import { startOnSlurm } from "./on_slurm.ts";
import { storedConfigs } from "./store.ts";

Deno.test({
  name: "a run of which nothing is heard is done once its result is stored",
  ignore: process.platform === "win32",
  fn: () =>
    withFakeSlurm(async (slurm) => {
      const config = (await storedConfigs("committed")).find(({ teacher }) => !teacher)!;
      const source = "committed";
      const place = await startOnSlurm([config], { source, resources: {} });
      await slurm.queue("12_0|COMPLETED|node1|None\n");
      const { hash } = await place.perform(config, { source });
      assert.equal(hash, hashOf(config));
    }),
});

Deno.test({
  name: "runs whose results go to a relative folder are not those of another working directory",
  ignore: process.platform === "win32",
  fn: () =>
    withFakeSlurm(async () => {
      const before = process.env.KIT_RESULTS;
      process.env.KIT_RESULTS = "results-of-this-folder";
      try {
        const said: string[] = [];
        await startOnSlurm([bm25Config], {
          source: "local",
          resources: {},
          say: (line) => said.push(line),
        });
        const { keys: [key] } = JSON.parse(
          await readFile(path.join(said[0].split(" ").at(-1)!, "job.json"), "utf8"),
        );
        assert.equal(key, path.resolve("results-of-this-folder", "local", "runs", hashOf(bm25Config)));
      } finally {
        if (before === undefined) delete process.env.KIT_RESULTS;
        else process.env.KIT_RESULTS = before;
      }
    }),
});

Deno.test({
  name: "a task in the queue that keeps no encoder is not taken for one that does",
  ignore: process.platform === "win32",
  fn: () =>
    withFakeSlurm(async (slurm) => {
      const start = (keepsEncoder: boolean) =>
        startOnSlurm([bm25Config, smokeConfigs[0]], { source: "local", keepsEncoder, resources: {} });
      await start(false);
      // BM25 has no encoder to keep.
      await slurm.queue("12_0|RUNNING|node1|None\n12_1|PENDING||Priority\n");
      await assert.rejects(start(true), {
        name: "UserError",
        message: /"tiny, adaptive" was submitted without --keep-encoders\. Cancel it first/,
      });
      assert.deepEqual((await slurm.calls()).map((call) => call.split(" ")[0]), ["sbatch"]);
      await slurm.queue("12_0|RUNNING|node1|None\n12_1|CANCELLED||None\n");
      await start(true);
      await slurm.queue("12_0|RUNNING|node1|None\n13_0|PENDING||Priority\n");
      // One that keeps more than is asked for will do.
      await start(false);
      await start(true);
      assert.equal((await slurm.calls()).length, 2);
    }),
});

Deno.test({
  name: "a task that is done and has kept no encoder where one was asked for is a failure",
  ignore: process.platform === "win32",
  fn: () =>
    withFakeSlurm(async (slurm) => {
      const config = (await storedConfigs("committed")).find(({ teacher, training }) =>
        training && !teacher
      )!;
      const source = "committed";
      const place = await startOnSlurm([config], { source, keepsEncoder: true, resources: {} });
      await slurm.queue("12_0|RUNNING|node1|None\n");
      const [folder] = await readdir(inCache("slurm"));
      await writeFile(path.join(inCache("slurm"), folder, "12_0.jsonl"), '{"done":true}\n');
      await assert.rejects(place.perform(config, { source, keepsEncoder: true }), {
        name: "UserError",
        message: /Expected the encoder in .*encoders.*but found none/,
      });
    }),
});
