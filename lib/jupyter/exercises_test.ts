/** The exercises: each check refuses the notebook as it is, and accepts the solution. */
import assert from "node:assert/strict";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { inProject } from "../base/mod.ts";
import { findExercises } from "./execute.ts";

interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: string[];
}

const folder = inProject(".cache", `exercises-${process.pid}`);

/** Runs the code cells of an exercise, with another answer where one is given. Returns what it prints. */
async function outcome(file: string, answer?: string): Promise<string> {
  const { cells } = JSON.parse(await readFile(file, "utf8")) as { cells: Cell[] };
  assert.ok(cells.some(({ id }) => id === "answer"), `${file} has no cell for the answer`);
  const code = cells.filter(({ cell_type }) => cell_type === "code")
    .map(({ id, source }) =>
      id === "answer" && answer ? answer.replaceAll(/^export /gm, "") : source.join("")
    );
  const program = path.join(folder, `${path.basename(file, ".ipynb")}${answer ? "-solved" : ""}.ts`);
  await mkdir(folder, { recursive: true });
  await writeFile(program, `${code.join("\n")}\nexport {};\n`);
  const { log } = console;
  let printed = "";
  console.log = (text: string) => void (printed += `${text}\n`);
  try {
    await import(pathToFileURL(program).href);
  } finally {
    console.log = log;
  }
  return printed;
}

Deno.test("there are six exercises", () => assert.equal(findExercises().length, 6));

for (const file of findExercises()) {
  const name = path.basename(file, ".ipynb");
  Deno.test(`exercise ${name}: the check refuses the notebook as it is, and accepts the solution`, async () => {
    try {
      await assert.rejects(outcome(file), /Your turn|expected .* but found/);
      const solution = await readFile(inProject("notebooks", "exercises", "solutions", `${name}.ts`), "utf8");
      assert.match(await outcome(file, solution), /^Correct[.:]/m);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
