import assert from "node:assert/strict";
import process from "node:process";
import { withFakeSlurm } from "../slurm/fake_slurm_for_tests.ts";
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
