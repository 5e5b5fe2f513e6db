/** A study on a Slurm cluster, with all that happens there: tasks preempted, out of time, cancelled, and a node that dies. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { cp, writeFile } from "node:fs/promises";
import path from "node:path";
import process, { execPath } from "node:process";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { inProject } from "../base/mod.ts";
import { loadResults, storedConfigs } from "../runs/mod.ts";
import { performRun } from "../runs/perform_run.ts";
import { withResults } from "../runs/results_for_tests.ts";
import { type TestCluster, until, withoutSlurm, withSlurm } from "../slurm/slurm_for_tests.ts";
import { printed } from "./printed_for_tests.ts";
import reproduce from "./reproduce.ts";

const study = (steps: number, encoders = '["tiny"]') => `
import { margin, study } from ${JSON.stringify(inProject("lib", "studies", "mod.ts"))};

export default study({
  name: "test",
  collections: ["wordnet#smoke"],
  encoders: ${encoders},
  methods: [margin("adaptive"), margin(0.5)],
  training: { steps: ${steps}, batchSize: 16, learningRate: 1e-3, validations: 2 },
  seeds: [1],
});
`;

const STEPS = 120;

const resources = ["--on", "slurm", "--cpus", "1", "--memory", "2G"];

/** Starts `reproduce` in a process of its own. */
function start(...args: string[]) {
  const child = spawn(execPath, ["run", "-A", "--no-check", inProject("cli.ts"), "reproduce", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (chunk) => printed.out += chunk);
  child.stderr.on("data", (chunk) => printed.err += chunk);
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { printed, ended, interrupt: () => process.kill(child.pid!, "SIGINT") };
}

/** Folders of the cache, of the results and of a study; the variables name the first two meanwhile. */
function inFolders(use: (folder: string) => Promise<void>): Promise<void> {
  return inTemporaryFolder(
    (results) => inTemporaryFolder(() => use(results), { variable: "KIT_CACHE" }),
    { variable: "KIT_RESULTS" },
  );
}

/** What the tasks of the only submission told, by task. */
function told(task: string): Record<string, unknown>[] {
  const folder = path.join(process.env.KIT_CACHE!, "slurm");
  const [job] = existsSync(folder) ? readdirSync(folder) : [];
  const file = path.join(folder, `${job}`, `${task}.jsonl`);
  return existsSync(file)
    ? readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line))
    : [];
}

/** Steps that each attempt of a task found in a checkpoint. */
function restored(task: string): number[] {
  const found: number[] = [];
  for (const { begins, work } of told(task) as { begins?: string; work?: [string, number, number?] }[]) {
    if (begins !== undefined) found.push(0);
    if (work?.[0] === "train" && work[2] === undefined) found[found.length - 1] = work[1] / (3 * 16);
  }
  return found;
}

/** How many steps the present attempt of a task did, as far as it told. */
function steps(task: string): number {
  const lines = told(task);
  const last = lines.findLastIndex(({ begins }) => begins !== undefined);
  const at = lines.slice(last).flatMap(({ note }) => /^step (\d+) /.exec(`${note}`)?.[1] ?? []).at(-1);
  return at === undefined ? 0 : Number(at) - restored(task).at(-1)!;
}

async function nodeOf({ ask }: TestCluster, task: string): Promise<string> {
  return (await ask("squeue", "--array", "--noheader", "--states=running", "--format=%i %N"))
    .match(new RegExp(`^${task} (\\S+)`, "m"))?.[1] ?? "";
}

/** Runs that have a checkpoint. */
function checkpoints(): number {
  const folder = path.join(process.env.KIT_CACHE!, "checkpoints");
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).filter((run) => existsSync(path.join(folder, run, "state.json"))).length;
}

Deno.test({
  name: "a study on Slurm survives a lost follower, preemption, a time limit and a dead node",
  ignore: withoutSlurm(),
  fn: () =>
    inFolders((folder) =>
      withSlurm(async (cluster) => {
        const file = path.join(folder, "study.ts");
        await writeFile(file, study(STEPS));
        const args = ["--study", file, ...resources];
        const bothTrain = () => until(() => steps("1_0") > 3 && steps("1_1") > 3, 120);

        const first = start(...args);
        await bothTrain();
        first.interrupt();
        assert.equal(await first.ended, 130, first.printed.err);
        assert.match(first.printed.err, /Job 1 goes on without this process/);

        const second = start(...args);
        // What preemption does.
        await cluster.ask("scontrol", "requeue", "1_0,1_1");
        await until(() => restored("1_0").length === 2 && restored("1_1").length === 2, 120);
        await bothTrain();
        // What happens before a time limit; and a node that dies at the same time.
        await cluster.ask("scancel", "--signal=USR2", "1_0");
        await cluster.killNode(await nodeOf(cluster, "1_1"));

        assert.equal(await second.ended, 0, second.printed.err);
        assert.match(second.printed.err, /Computed 2 of 2 runs/);
        assert.match(second.printed.out, /tiny +adaptive +0\.\d{3} \[/);
        assert.deepEqual(await cluster.jobs(), ["1"]);
        for (const task of ["1_0", "1_1"]) {
          const found = restored(task);
          assert.equal(found.length, 3, `${task} began ${found.length} times`);
          assert.ok(found[1] > 0 && found[2] >= found[1], `${task} continued from steps ${found}`);
        }
        await sameAsHere();
      })
    ),
});

/** Computes a run again, on this machine. */
async function sameAsHere(): Promise<void> {
  const [there] = await loadResults(await storedConfigs("local"));
  await withResults(async () => {
    const here = await performRun(there.config, { source: "local" });
    assert.deepEqual(there.top10.positions, here.top10.positions);
    assert.equal(there.history.length, STEPS);
    there.history.forEach(({ loss }, i) =>
      assert.ok(Math.abs(loss - here.history[i].loss) < 1e-4, `step ${i}`)
    );
  });
}

Deno.test({
  name: "a run that fails on Slurm says why, and --cancel ends what is in the queue once it is saved",
  ignore: withoutSlurm(),
  fn: () =>
    inFolders((folder) =>
      withSlurm(async (cluster) => {
        const file = path.join(folder, "study.ts");
        await cp(inProject("data", "tiny"), path.join(folder, "broken"), { recursive: true });
        await writeFile(path.join(folder, "broken", "config.json"), "{}");
        await writeFile(file, study(STEPS, '["./broken", "tiny"]'));
        const args = ["--study", file, ...resources];
        const follower = start(...args);
        await until(() => steps("1_2") > 3 && steps("1_3") > 3, 120);
        const { err } = await printed(reproduce, [...args, "--cancel"]);
        assert.match(err, /Cancelled 2 of 4 runs/);
        assert.equal(await follower.ended, 1);
        assert.match(follower.printed.err, /Failed: 2 runs, the first broken, .*: Expected model_type/);
        assert.match(follower.printed.err, /Failed: tiny, adaptive: .*Slurm ended it: CANCELLED/);
        assert.equal(checkpoints(), 2);
        assert.equal(await cluster.ask("squeue", "--noheader"), "");
      })
    ),
});

const taught = `
import { margin, marginMSE, rankNet, study } from ${JSON.stringify(inProject("lib", "studies", "mod.ts"))};

export default study({
  name: "taught",
  collections: ["wordnet#smoke"],
  encoders: ["tiny"],
  methods: [margin("adaptive"), marginMSE, rankNet()],
  teacher: "./teacher",
  training: { steps: 80, batchSize: 32, learningRate: 1e-3, validations: 2 },
  seeds: [1],
});
`;

Deno.test({
  name: "where a teacher scores the triples of runs, a job of its own does that first, once for all of them",
  ignore: withoutSlurm(),
  fn: () =>
    inFolders((folder) =>
      withSlurm(async (cluster) => {
        const file = path.join(folder, "study.ts");
        await cp(inProject("data", "tiny"), path.join(folder, "teacher"), { recursive: true });
        await writeFile(file, taught);
        const args = ["--study", file, ...resources];
        // 80 times 32 triples have at most 5,120 pairs: two tasks for both methods; and three runs.
        const { out } = await printed(reproduce, [...args, "--dry-run"]);
        assert.deepEqual(out.match(/^#SBATCH --array=.*$/gm), ["#SBATCH --array=0-1", "#SBATCH --array=0-2"]);
        assert.match(out, /score_task\.ts[^]*slurm_task\.ts/);
        const { code, err } = await printed(reproduce, args);
        assert.equal(code, 0, err);
        assert.match(err, /First, teachers score the triples of these runs, in 2 tasks/);
        assert.match(err, /Computed 3 of 3 runs/);
        const [scoring, running, ...more] = await cluster.jobs();
        assert.deepEqual([scoring, more], ["1", []]);
        const scores = path.join(process.env.KIT_CACHE!, "teacher-scores");
        assert.equal(readdirSync(scores).length, 1, "both methods ask for the same scores");
        const begun = Number(
          await cluster.ask("scontrol", "show", "job", `${running}_0`).then((text) =>
            Date.parse(/StartTime=(\S+)/.exec(text)![1])
          ),
        );
        for (const name of readdirSync(path.join(scores, readdirSync(scores)[0]))) {
          const { mtimeMs } = statSync(path.join(scores, readdirSync(scores)[0], name));
          assert.ok(mtimeMs < begun + 1000, "no run scored anything");
        }
      })
    ),
});
