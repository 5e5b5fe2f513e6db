/** The command `test`: format, lint, types, unit tests and notebooks, with one total at the end. */
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { inProject, root, UserError } from "../base/mod.ts";
import { findNotebooks } from "../jupyter/execute.ts";
import { checkCells, checkFormat, checkLint, checkTypes } from "./source.ts";
import { runNotebooks } from "./notebooks.ts";
import { sum, type Tally } from "./tally.ts";
import { runUnitTests } from "./unit.ts";

/** What the unit tests and the checks of source look at when nothing is named. */
const EVERYTHING = ["cli.ts", "cli_test.ts", "lib", "bench"];

/**
 * @param args Files and folders; default everything.
 * @returns Exit code 0, or 1 where anything failed. The last line printed is `N passed, N failed`.
 * @throws UserError where a path does not exist.
 */
export async function test(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  const { sources, notebooks } = select(positionals);
  const steps: (() => Promise<Tally>)[] = [
    // Without paths these look at everything, documents included.
    ...(sources.length ? [checkFormat, checkLint] : [])
      .map((check) => () => check(positionals.length ? sources : [])),
    () => checkTypes(sources),
    () => checkCells(notebooks),
    () => runUnitTests(sources),
    () => runNotebooks(notebooks),
  ];
  const tallies: Tally[] = [];
  for (const step of steps) tallies.push(await step());
  const total = sum(tallies);
  for (const failure of total.failures) console.log(`FAILED ${failure}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed ? 1 : 0;
}

/** Sorts what was named into sources and notebooks; everything where nothing was named. */
export function select(named: readonly string[]): { sources: string[]; notebooks: string[] } {
  if (named.length === 0) {
    return { sources: EVERYTHING.filter((name) => existsSync(inProject(name))), notebooks: findNotebooks() };
  }
  const sources: string[] = [], notebooks: string[] = [];
  for (const name of named) {
    const file = path.resolve(name);
    if (!existsSync(file)) throw new UserError(`Expected a file or folder to test but found none at ${name}`);
    if (file === inProject("notebooks")) notebooks.push(...findNotebooks());
    else if (file.endsWith(".ipynb")) notebooks.push(file);
    else sources.push(path.relative(root, file) || ".");
  }
  return { sources, notebooks };
}
