/** Runs all checks, of everything or of the paths named. */
import { existsSync } from "node:fs";
import path from "node:path";
import { inProject, root, UserError } from "../base/mod.ts";
import { findExercises, findNotebooks } from "../jupyter/mod.ts";
import { checkNotebookRuns } from "./notebook_runs.ts";
import { checkCells, checkFormat, checkLint, checkTypes } from "./source.ts";
import { type Tally, total } from "./tally.ts";
import { checkUnitTests } from "./unit_tests.ts";

/** The sources that are checked where nothing is named. */
const SOURCES = ["cli.ts", "cli_test.ts", "lib", "bench"];

/**
 * Runs the checks, with their output on standard output.
 *
 * @param paths Files and folders; default everything.
 * @throws UserError where a path does not exist.
 */
export async function runChecks(paths: readonly string[] = []): Promise<Tally> {
  const { sources, notebooks } = sortPaths(paths);
  // Without paths, Deno formats and lints everything, documents included.
  const formatted = paths.length === 0 ? [] : sources;
  const exercises = paths.length === 0 ? findExercises() : [];
  const tallies: Tally[] = [];
  if (sources.length > 0) tallies.push(await checkFormat(formatted), await checkLint(formatted));
  tallies.push(await checkTypes(sources), await checkCells([...notebooks, ...exercises]));
  // Side by side: neither alone keeps two cores busy.
  tallies.push(...await Promise.all([checkUnitTests(sources), checkNotebookRuns(notebooks)]));
  return total(tallies);
}

/**
 * Sorts paths into sources and notebooks.
 *
 * @param paths Files and folders; default everything.
 * @throws UserError where a path does not exist.
 */
export function sortPaths(paths: readonly string[]): { sources: string[]; notebooks: string[] } {
  if (paths.length === 0) {
    return { sources: SOURCES.filter((name) => existsSync(inProject(name))), notebooks: findNotebooks() };
  }
  const sources: string[] = [], notebooks: string[] = [];
  for (const name of paths) {
    const file = path.resolve(name);
    if (!existsSync(file)) throw new UserError(`Expected a file or folder to test but found none at ${name}`);
    if (file === inProject("notebooks")) notebooks.push(...findNotebooks());
    else if (file.endsWith(".ipynb")) notebooks.push(file);
    else sources.push(path.relative(root, file) || ".");
  }
  return { sources, notebooks };
}
