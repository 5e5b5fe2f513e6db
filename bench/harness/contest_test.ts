import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Bench, Printed } from "./bench.ts";
import { inProject } from "../../lib/base/mod.ts";
import { contest, dataFolder } from "./contest.ts";

const PROGRAM = `const [folder, word] = Deno.args;
console.log("some other line");
if (word === "fail") throw new Error("went wrong");
const seen = Number(await Deno.readTextFile(folder + "/number"));
console.log(JSON.stringify({ seen, word, versions: { deno: "2" } }));
`;

async function withProgram(use: (bench: Bench) => Promise<void>): Promise<void> {
  const program = `ours/temporary_${Deno.pid}.ts`;
  const contestants = ["a", "b"].map((name) => ({ name, program, args: [name] }));
  const prepare = (folder: string) => writeFile(path.join(folder, "number"), "7");
  await writeFile(inProject("bench", program), PROGRAM);
  try {
    await use({ about: "Reads a number.", prepare, contestants, measures: [] });
  } finally {
    await rm(inProject("bench", program));
    await rm(dataFolder("temporary"), { recursive: true });
  }
}

Deno.test("contestants run in turn on the prepared data, and progress is no result", async () => {
  await withProgram(async (bench) => {
    const printed: string[] = [], said: string[] = [];
    const { log, error } = console;
    console.log = (line: string) => printed.push(line);
    console.error = (line: string) => said.push(line);
    const result = await contest("temporary", bench, { rounds: 2, threads: 2 })
      .finally(() => Object.assign(console, { log, error }));
    assert.deepEqual(printed, []);
    assert.equal(said.length, 4);
    assert.match(said[0], /^round 1, a: seen 7$/);
    const seen = result.contestants.map(({ name, rounds, versions }) => ({ name, rounds, versions }));
    const expected = (word: string): Printed[] => Array(2).fill({ seen: 7, word });
    assert.deepEqual(seen, [
      { name: "a", rounds: expected("a"), versions: { deno: "2" } },
      { name: "b", rounds: expected("b"), versions: { deno: "2" } },
    ]);
  });
});

Deno.test("a contestant that fails, or whose work differs, ends the bench", async () => {
  await withProgram(async (bench) => {
    const options = { rounds: 1, threads: 2 };
    const failing = { ...bench, contestants: [{ ...bench.contestants[0], args: ["fail"] }] };
    await assert.rejects(contest("temporary", failing, options), /exit code 1:[^]*went wrong/);
    const differing = { ...bench, differences: () => ["a is not b"] };
    await assert.rejects(contest("temporary", differing, options), /different work:\na is not b/);
  });
});
