import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { UserError } from "../base/mod.ts";
import { submitAndFollow } from "./array_job.ts";
import { type FakeSlurm, withFakeSlurm } from "./fake_slurm_for_tests.ts";
import { cancelQueued, scriptsFor } from "./submission.ts";

const job = { name: "test", program: "/program.ts", memory: 4, resources: {} };
const tasks = ["a", "b"].map((key) => ({ key, request: { of: key } }));
const ignore = process.platform === "win32";

Deno.test({
  name: "an array job is submitted with its requests, and what its tasks tell arrives",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      await slurm.queue("12_0|RUNNING|node1|None\n12_1|PENDING||Resources\n");
      const { jobs, folders: [folder], task } = await submitAndFollow(job, tasks);
      assert.deepEqual(jobs, ["12"]);
      assert.deepEqual(JSON.parse(await readFile(path.join(folder, "requests.json"), "utf8")), [
        { of: "a" },
        { of: "b" },
      ]);
      assert.equal(await readFile(path.join(folder, "job.sh"), "utf8"), await scriptsFor(job, tasks));
      const heard: unknown[] = [];
      const a = task("a", {
        onLine: (line) => heard.push(line),
        onBegin: () => heard.push("begins"),
        onState: (state) => heard.push(state),
      });
      const states: string[] = [], heardOfB: unknown[] = [];
      const b = task("b", { onLine: (line) => heardOfB.push(line), onState: (state) => states.push(state) });
      const told = (task: string, ...lines: string[]) =>
        appendFile(path.join(folder, `${task}.jsonl`), lines.map((line) => `${line}\n`).join(""));
      // A killed attempt leaves half a line.
      await told(
        "12_0",
        '{"begins":"node1"}',
        '{"n":1}',
        '{"n":',
        '{"begins":"node2, attempt 2"}',
        '{"n":1}',
      );
      await told("12_0", '{"done":true}');
      await a;
      assert.deepEqual(heard, ["begins", "on node1", { n: 1 }, "begins", "on node2, attempt 2", { n: 1 }]);
      const failed = assert.rejects(
        b,
        (error) => error instanceof UserError && error.message === "Expected more.",
      );
      // A task that waits is not listened to.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await told("12_1", '{"n":1}');
      await new Promise((resolve) => setTimeout(resolve, 1500));
      assert.deepEqual(heardOfB, []);
      await slurm.queue("12_0|COMPLETED|node1|None\n12_1|RUNNING|node1|None\n");
      await told("12_1", '{"failed":"Expected more."}');
      await failed;
      assert.deepEqual(heardOfB, [{ n: 1 }]);
      assert.equal(states[0], "waiting (Resources)");
    }),
});

Deno.test({
  name: "a task that Slurm ended without a result is a failure with its state and log",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      await slurm.queue("12_0|OUT_OF_MEMORY|node1|OutOfMemory\n");
      const { task } = await submitAndFollow(job, tasks);
      const ends = [task("a", { onLine() {} }), task("b", { onLine() {} })].map((each) =>
        each.catch((e) => e)
      );
      const [a, b] = await Promise.all(ends);
      assert.match(
        a.message,
        /Slurm ended it: OUT_OF_MEMORY\. Its log is .*12_0\.log\. Ask for more memory: --memory\./,
      );
      assert.match(b.message, /it is no longer in the queue/);
      assert.deepEqual((await slurm.calls()).map((call) => call.split(" ")[0]), ["sbatch"]);
    }),
});

Deno.test({
  name: "of all tasks that the queue has forgotten, the accounts are asked at once, and only for their ends",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      const { task } = await submitAndFollow(job, tasks);
      // The account of a task may stay open, where the database was away as it ended.
      await slurm.accounts("12_0|TIMEOUT\n12_1|RUNNING\n");
      await Promise.all([
        assert.rejects(task("a", { onLine() {} }), /ended it: TIMEOUT\. .* Ask for more time: --time/),
        assert.rejects(task("b", { onLine() {} }), /ended it: it is no longer in the queue/),
      ]);
      assert.ok(await slurm.accountsAsked() < 6);
    }),
});

Deno.test({
  name: "a task whose node failed is put back three times where Slurm does not do it",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      await slurm.queue("12_0|NODE_FAIL|node1|None\n");
      const { task } = await submitAndFollow(job, tasks.slice(0, 1));
      await assert.rejects(task("a", { onLine() {} }), /Slurm ended it: NODE_FAIL/);
      const requeued = (await slurm.calls()).filter((call) => call === "scontrol requeue 12_0");
      assert.equal(requeued.length, 3);
    }),
});

Deno.test({
  name: "a controller that is silent for a while ends nothing, and leaving ends the following alone",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      const { task } = await submitAndFollow(job, tasks.slice(0, 1));
      await slurm.noQueue();
      const controller = new AbortController();
      const left = task("a", { onLine() {}, signal: controller.signal });
      const early = await Promise.race([
        left.then(() => "ended", () => "ended"),
        new Promise((resolve) => setTimeout(() => resolve("follows"), 4000)),
      ]);
      assert.equal(early, "follows");
      controller.abort();
      await assert.rejects(left, { name: "AbortError" });
      // The watch ends before its cache is removed.
      await new Promise((resolve) => setTimeout(resolve, 600));
    }),
});

Deno.test({
  name: "what is in the queue is followed and not submitted again, and can be cancelled",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      await slurm.queue("12_0|PENDING||Priority\n12_1|CANCELLED||None\n");
      await submitAndFollow(job, tasks);
      const second = await submitAndFollow(job, tasks);
      assert.deepEqual(second.jobs, ["12", "13"]);
      const scripts = (await slurm.calls()).filter((call) => call.startsWith("sbatch"));
      assert.equal(scripts.length, 2);
      const [, script] = scripts.map((call) => call.split(" ").at(-1)!);
      assert.match(await readFile(script, "utf8"), /^#SBATCH --array=0-0$/m);
      assert.equal(await cancelQueued(["a", "b", "c"]), 1);
      assert.equal((await slurm.calls()).at(-1), "scancel 12_0");
    }),
});

Deno.test({
  name:
    "a task that is completed is done once that is heard, or its result is there, however late a shared folder is",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      await slurm.queue("12_0|COMPLETED|node1|None\n12_1|COMPLETED|node1|None\n12_2|FAILED|node1|None\n");
      const { folders: [folder], task } = await submitAndFollow(job, [...tasks, { key: "c", request: {} }]);
      const tell = (task: string, line: string) =>
        appendFile(path.join(folder, `${task}.jsonl`), `${line}\n`);
      setTimeout(() => tell("12_0", '{"done":true}'), 2500);
      setTimeout(() => tell("12_2", '{"failed":"Expected more."}'), 2500);
      let there = false;
      setTimeout(() => there = true, 2000);
      await Promise.all([
        task("a", { onLine() {} }),
        task("b", { onLine() {}, isDone: () => Promise.resolve(there) }),
        assert.rejects(task("c", { onLine() {} }), { message: "Expected more." }),
      ]);
      await assert.rejects(task("b", { onLine() {} }), {
        message: /Slurm ended it: COMPLETED\..*Nothing was heard of it: all nodes must share/,
      });
    }),
});

/** The calls of `sbatch`, a line each. */
const submissions = async (slurm: FakeSlurm) =>
  (await slurm.calls()).filter((call) => call.startsWith("sbatch"));

Deno.test({
  name:
    "a controller that does not answer is asked again: nothing is submitted twice, and --cancel does not say 0",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      await slurm.queue("12_0|RUNNING|node1|None\n12_1|PENDING||Priority\n");
      await submitAndFollow(job, tasks);
      await slurm.noQueue();
      const silent = {
        name: "UserError",
        message: /squeue failed for 1 s:\n +slurm_load_jobs error: Unable/,
      };
      await assert.rejects(submitAndFollow(job, tasks), silent);
      await assert.rejects(cancelQueued(["a"]), silent);
      const late = submitAndFollow(job, tasks);
      await slurm.queue("12_0|RUNNING|node1|None\n12_1|PENDING||Priority\n");
      assert.deepEqual((await late).jobs, ["12"]);
      assert.equal((await submissions(slurm)).length, 1);
      await slurm.noQueue("slurm_load_jobs error: Invalid job id specified");
      assert.deepEqual((await submitAndFollow(job, tasks)).jobs, ["13"]);
    }),
});

Deno.test({
  name: "more tasks than an array may have are several arrays, which share the limit of tasks at a time",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      const many = Array.from({ length: 7 }, (_, i) => ({ key: `${i}`, request: i }));
      const limited = { ...job, resources: { atOnce: 7 } };
      const arrays = async () => (await scriptsFor(limited, many)).match(/--array=.*/g);
      assert.deepEqual(await arrays(), ["--array=0-6%7"]);
      await slurm.config(
        "MaxArraySize            = 1001\nSchedulerParameters     = defer,max_array_tasks=4\n",
      );
      assert.deepEqual(await arrays(), ["--array=0-3%3", "--array=0-2%3"]);
      await slurm.config("MaxArraySize            = 3\n");
      assert.deepEqual(await arrays(), ["--array=0-2%2", "--array=0-2%2", "--array=0-0%2"]);
      const { jobs, folders, task } = await submitAndFollow(limited, many);
      assert.deepEqual(jobs, ["12", "13", "14"]);
      const requests = folders.map(async (folder) =>
        JSON.parse(await readFile(path.join(folder, "requests.json"), "utf8"))
      );
      assert.deepEqual(await Promise.all(requests), [[0, 1, 2], [3, 4, 5], [6]]);
      await slurm.queue("12_0|RUNNING|node1|None\n13_2|RUNNING|node1|None\n14_0|PENDING||None\n");
      assert.equal(await cancelQueued(many.map(({ key }) => key)), 3);
      const last = task("5", { onLine() {} });
      await appendFile(path.join(folders[1], "13_2.jsonl"), '{"done":true}\n');
      await last;
    }),
});

Deno.test({
  name: "two processes that submit the same at the same time submit it once",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      await slurm.queue("12_0|RUNNING|node1|None\n12_1|PENDING||Priority\n");
      const both = await Promise.all([submitAndFollow(job, tasks), submitAndFollow(job, tasks)]);
      assert.deepEqual(both.map(({ jobs }) => jobs), [["12"], ["12"]]);
      assert.equal((await submissions(slurm)).length, 1);
    }),
});

Deno.test({
  name: "a job whose process was killed before it wrote down the job's id is found in the queue",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      const { folders: [folder] } = await submitAndFollow(job, tasks);
      await writeFile(path.join(folder, "job.json"), JSON.stringify({ keys: ["a", "b"] }));
      await slurm.queue(
        "7_0|RUNNING|node1|None|/other/job.sh\n12_0|RUNNING|node1|None\n12_1|PENDING||None\n",
      );
      assert.deepEqual((await submitAndFollow(job, tasks)).jobs, ["12"]);
      assert.equal(await cancelQueued(["b"]), 1);
      assert.equal((await slurm.calls()).at(-1), "scancel 12_1");
      assert.equal((await submissions(slurm)).length, 1);
    }),
});

Deno.test({
  name: "what a task of an earlier cluster told is not taken for what a new one of the same name tells",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      await slurm.queue("12_0|RUNNING|node1|None\n");
      const { folders: [folder] } = await submitAndFollow(job, tasks);
      const file = path.join(folder, "13_0.jsonl");
      await writeFile(file, '{"begins":"node1"}\n{"failed":"Expected more."}\n');
      await slurm.queue("13_0|RUNNING|node1|None\n");
      const { jobs, task } = await submitAndFollow(job, tasks);
      assert.deepEqual(jobs, ["13"]);
      setTimeout(() => appendFile(file, '{"done":true}\n'), 1000);
      await task("a", { onLine() {} });
    }),
});

Deno.test({
  name: "another job that has the id of one that ended long ago is not taken for it",
  ignore,
  fn: () =>
    withFakeSlurm(async (slurm) => {
      await submitAndFollow(job, tasks);
      await slurm.queue("12_0|RUNNING|node1|None|/someone/else.sh\n");
      assert.deepEqual((await submitAndFollow(job, tasks)).jobs, ["13"]);
      assert.equal(await cancelQueued(["a", "b"]), 0);
    }),
});
