import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { withFakeSlurm } from "./fake_slurm_for_tests.ts";
import { performOnSlurm } from "./whole_job.ts";

const job = { name: "test", program: "/program.ts", memory: 4, resources: {} };
const tasks = ["a", "b", "c"].map((key) => ({ key, request: {} }));

Deno.test({
  name:
    "a task that fails is said at once, and the others are followed to their end, whatever they say to be done",
  ignore: process.platform === "win32",
  fn: () =>
    withFakeSlurm(async (slurm) => {
      await slurm.queue("12_0|OUT_OF_MEMORY|node1|None\n12_1|RUNNING|node1|None\n12_2|RUNNING|node2|None\n");
      const said: string[] = [], heard: [unknown, number][] = [];
      const whole = performOnSlurm(job, tasks, {
        say: (line) => said.push(line),
        onLine: (line, task) => heard.push([line, task]),
      });
      // Handled from here on, though it is awaited later.
      const failed = assert.rejects(whole, {
        name: "UserError",
        message: /^Expected 3 tasks to be done but 1 failed, the first because: .*OUT_OF_MEMORY/,
      });
      while (said.length < 2) await new Promise((resolve) => setTimeout(resolve, 100));
      assert.match(said[1], /^Task 1 of 3 failed: .*OUT_OF_MEMORY/);
      const folder = said[0].split(" ").at(-1)!;
      for (const task of ["12_1", "12_2"]) {
        await appendFile(path.join(folder, `${task}.jsonl`), '{"done":1}\n{"done":2}\n{"done":true}\n');
      }
      await failed;
      assert.deepEqual(heard.map(([, task]) => task).sort(), [1, 1, 2, 2]);
    }),
});
