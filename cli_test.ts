import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { execPath } from "node:process";
import { runProgram } from "./lib/base/mod.ts";
import { loadCommands } from "./lib/commands/mod.ts";

const commands = await loadCommands();

function cli(args: string[], env: Record<string, string> = {}) {
  const command = [execPath, "run", "-A", "--no-check", "cli.ts", ...args];
  return runProgram(command, { env: { NO_COLOR: "1", ...env } });
}

/** One clear message on standard error, exit code 1, no stack trace. */
async function assertRefused(args: string[], message: RegExp, env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await cli(args, env);
  assert.equal(code, 1, `${args}: ${stdout}${stderr}`);
  assert.match(stderr, message);
  assert.doesNotMatch(stderr, /^\s+at /m, stderr);
}

Deno.test("the command line lists its commands", async () => {
  const { code, stdout } = await cli(["--help"]);
  assert.equal(code, 0);
  assert.ok(commands.length > 10);
  for (const { name } of commands) assert.match(stdout, new RegExp(`^  ${name} +\\w`, "m"));
  const bare = await cli([]);
  assert.deepEqual([bare.code, bare.stdout, bare.stderr], [2, "", stdout]);
});

Deno.test("the version is that of deno.json", async () => {
  const { code, stdout } = await cli(["--version"]);
  assert.deepEqual([code, stdout], [0, `${JSON.parse(readFileSync("deno.json", "utf8")).version}\n`]);
});

Deno.test("control characters of an argument or a file do not reach the terminal", async () => {
  const { stderr } = await cli(["evaluate\x1b[2J"]);
  assert.match(stderr, /found "evaluate\\x1b\[2J"/);
});

Deno.test("an unknown command is refused with the names of those that exist, and the nearest", async () => {
  await assertRefused(
    ["reprodcue"],
    /Expected a command \(setup, .*\) but found "reprodcue"\. Did you mean "reproduce"\?/,
  );
  await assertRefused(["toString"], /but found "toString"/);
});

// JupyterLab reads the options of `lab`.
for (const { name } of commands.filter(({ operands }) => !operands?.passThrough)) {
  Deno.test(`an unknown option of ${name} is refused`, async () => {
    await assertRefused([name, "--frobnicate"], /--frobnicate/);
  });
}

for (const { name } of commands) {
  Deno.test(`the help of ${name} is on standard output, with an example`, async () => {
    const { code, stdout, stderr } = await cli([name, "--help"]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^ {2}--help +show this help$/m);
    assert.match(stdout, new RegExp(`^Examples?:\n  # .*\n  deno task ${name}`, "m"));
    assert.equal(stderr, "");
  });
}

Deno.test("set-up that is complete says so on standard error, and takes no time", async () => {
  const { code, stdout, stderr } = await cli(["setup"]);
  assert.equal(code, 0);
  assert.equal(stdout, "");
  assert.match(stderr, /Set-up is complete \([01]\.\d s\)\.$/m);
});

Deno.test("set-up takes one build of TensorFlow", async () => {
  await assertRefused(["setup", "--gpu", "--cpu"], /Expected one of --gpu and --cpu but found both/);
});

Deno.test("the doctor names versions, engine and its speed, kernel and disk", async () => {
  const { code, stdout } = await cli(["doctor"]);
  assert.equal(code, 0, stdout);
  for (
    const line of [
      /^Deno +2\./m,
      /^npm packages +as in package-lock.json/m,
      /^engine +.* thread.*; \d.* GFLOP\/s/m,
      /^kernel +deno/m,
      /^disk +\d+ GB free/m,
    ]
  ) assert.match(stdout, line);
});

Deno.test("JupyterLab starts from the project's environment and takes its own options", async () => {
  const { code, stdout } = await cli(["lab", "--version"]);
  assert.equal(code, 0);
  assert.match(stdout, /^4\.\d/);
});

Deno.test("a notebook, or a path to test, that does not exist is refused", async () => {
  await assertRefused(["notebooks", "absent.ipynb"], /found none at absent\.ipynb/);
  await assertRefused(["test", "lib/absent"], /found none at lib\/absent/);
});

Deno.test("a wrong engine is refused wherever it is asked for", async () => {
  const { stdout, code } = await cli(["doctor"], { KIT_ENGINE: "torch" });
  assert.equal(code, 1);
  assert.match(stdout, /found "torch"/);
});
