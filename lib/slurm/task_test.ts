import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import process, { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { until } from "./slurm_for_tests.ts";

const program = fileURLToPath(new URL("./task_program_for_tests.ts", import.meta.url));
const requests = ["ends", "fails", "prepares", "works"];

/** The exit code of a task, and what it told; a signal is sent once it is ready. */
function perform(
  request: string,
  { signal, restarts = 0 }: { signal?: NodeJS.Signals; restarts?: number } = {},
) {
  return inTemporaryFolder(async (folder) => {
    const index = requests.indexOf(request);
    const file = path.join(folder, `12_${index}.jsonl`);
    const slurm = { SLURM_ARRAY_JOB_ID: "12", SLURM_RESTART_COUNT: `${restarts}`, SLURMD_NODENAME: "node1" };
    const child = spawn(execPath, ["run", "-A", "--no-check", program, folder, `${index}`], {
      env: { ...process.env, ...slurm },
      stdio: "inherit",
    });
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    const told = () => existsSync(file) ? readFileSync(file, "utf8") : "";
    if (signal) {
      // Lines are written together: the first one is there before the others.
      await until(() => told().includes("begins"));
      await new Promise((resolve) => setTimeout(resolve, 300));
      process.kill(child.pid!, signal);
    }
    const code = await ended;
    return { code, told: told().trim().split("\n").map((line) => JSON.parse(line)) };
  }, { files: { "requests.json": JSON.stringify(requests) } });
}

Deno.test("a task tells that it begins and is done, or why it cannot be done", async () => {
  const begins = { begins: "node1" };
  assert.deepEqual(await perform("ends"), { code: 0, told: [begins, { done: true }] });
  assert.deepEqual(await perform("fails"), { code: 1, told: [begins, { failed: "Expected more." }] });
  const again = await perform("ends", { restarts: 2 });
  assert.deepEqual(again.told[0], { begins: "node1, attempt 3" });
});

Deno.test({
  name: "a task saves at a signal, and its exit code says whether it has to go on",
  ignore: process.platform === "win32",
  fn: async () => {
    const saved = [{ begins: "node1" }, { ready: true }, { saved: true }];
    assert.deepEqual(await perform("works", { signal: "SIGTERM" }), { code: 143, told: saved });
    assert.deepEqual(await perform("works", { signal: "SIGUSR2" }), { code: 75, told: saved });
  },
});

Deno.test({
  name: "a task with nothing to save ends at a signal; before a time limit, that is a failure",
  ignore: process.platform === "win32",
  fn: async () => {
    const began = [{ begins: "node1" }, { ready: true }];
    assert.deepEqual(await perform("prepares", { signal: "SIGTERM" }), { code: 143, told: began });
    const { code, told } = await perform("prepares", { signal: "SIGUSR2" });
    assert.equal(code, 1);
    assert.match(told.at(-1).failed, /Ask for more: --time/);
  },
});
