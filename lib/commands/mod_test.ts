import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inProject } from "../base/mod.ts";
import { listOf } from "./help.ts";
import { loadCommands, runCommandLine } from "./mod.ts";
import { readArguments } from "./read_arguments.ts";

const commands = await loadCommands();

/** The words of a command line, as a shell splits them. */
function words(line: string): string[] {
  return (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"(.*)"$/, "$1"));
}

Deno.test("deno.json has a task for each command, with its summary", () => {
  const { tasks } = JSON.parse(readFileSync(inProject("deno.json"), "utf8"));
  assert.deepEqual(Object.keys(tasks).sort(), commands.map(({ name }) => name).sort());
  for (const { name, summary, permissions = "-A" } of commands) {
    assert.equal(tasks[name].description, summary, `the description of ${name} in deno.json`);
    assert.equal(tasks[name].command, `deno run ${permissions} cli.ts ${name}`);
  }
});

Deno.test("the list of commands has a line for each, with its summary", () => {
  const list = listOf(commands);
  for (const { name, summary } of commands) {
    assert.match(list, new RegExp(`^  ${name} +${summary}$`, "m"));
    assert.match(summary, /^[A-Z].*[^.]$/);
  }
});

for (const command of commands) {
  Deno.test(`the examples of ${command.name} are read without error`, async () => {
    for (const { args } of command.examples) await readArguments(command, words(args));
  });
}

Deno.test("a mistyped command is refused with the nearest", async () => {
  await assert.rejects(runCommandLine(["evalaute"]), {
    name: "UserError",
    message: /but found "evalaute"\. Did you mean "evaluate"\?/,
  });
  await assert.rejects(runCommandLine(["bench", "bm52"]), {
    name: "UserError",
    message: /Expected a bench \(bm25, .*\) but found "bm52"\. Did you mean "bm25"\?/,
  });
});
