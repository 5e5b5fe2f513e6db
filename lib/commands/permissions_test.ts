import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import process, { execPath } from "node:process";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { root } from "../base/mod.ts";
import { loadCommands } from "./mod.ts";

const commands = await loadCommands();

/** Runs a command with its own permissions and no others. */
function run(name: string, args: string[], input = ""): string {
  const { permissions } = commands.find((command) => command.name === name)!;
  const { status, stdout, stderr } = spawnSync(
    execPath,
    ["run", "--no-prompt", "--no-check", ...permissions!.split(" "), "cli.ts", name, ...args],
    { cwd: root, input, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  assert.equal(status, 0, `${name} ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

const qrels = "q1 0 d1 1\nq2 0 d2 1\n";
const files = {
  qrels,
  "a.run": "q1 Q0 d1 1 2 a\nq2 Q0 d2 1 2 a\n",
  "b.run": "q1 Q0 d1 1 2 b\nq2 Q0 d1 1 2 b\nq2 Q0 d2 2 1 b\n",
};

Deno.test("evaluate only reads, from standard input too", () =>
  inTemporaryFolder((folder) => {
    const at = (name: string) => path.join(folder, name);
    const runs = ["--run", at("a.run"), at("b.run")];
    const table = run("evaluate", ["--qrels", at("qrels"), ...runs]);
    assert.match(table, /^a\.run +1\.0000/m);
    if (process.platform !== "win32") {
      assert.equal(run("evaluate", ["--qrels", "/dev/stdin", ...runs], qrels), table);
    }
    run("evaluate", ["--help"]);
    return Promise.resolve();
  }, { files }));

Deno.test("compare, with a figure, and results need no network and no other program", () =>
  inTemporaryFolder((folder) => {
    const at = (name: string) => path.join(folder, name);
    const compare = ["--qrels", at("qrels"), "--baseline", at("a.run"), "--run", at("b.run")];
    assert.match(run("compare", [...compare, "--figure", at("x.svg")]), /^b\.run/m);
    run("results", ["--queries", "--format", "arrow", "--output", at("x.arrow")]);
    return Promise.resolve();
  }, { files }));
