import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { withFakeSlurm } from "../slurm/fake_slurm_for_tests.ts";
import { bm25Config } from "./configs_for_tests.ts";
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
