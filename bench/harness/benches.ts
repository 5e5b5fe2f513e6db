/** The benches by name, and their committed results. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { inProject, writeAtomically } from "../../lib/base/mod.ts";
import type { Bench, BenchResult, Printed } from "./bench.ts";
import { report } from "./report.ts";

/** The names of the benches: a file each, directly in `bench/`. */
export function benchNames(): string[] {
  return readdirSync(inProject("bench")).filter((file) => /^[a-z\d_]+\.ts$/.test(file))
    .filter((file) => !file.endsWith("_test.ts")).map((file) => path.basename(file, ".ts")).sort();
}

/**
 * Loads a bench.
 *
 * @param name One of `benchNames()`.
 */
export async function loadBench(name: string): Promise<Bench> {
  return (await import(`../${name}.ts`)).default;
}

/** Writes a result to `results/bench/`, as JSON and as a table. */
export async function commitResult(result: BenchResult): Promise<void> {
  const file = (ending: string) => inProject("results", "bench", `${result.bench}.${ending}`);
  await writeAtomically(file("json"), `${JSON.stringify(numbersOf(result), null, 1)}\n`);
  await writeAtomically(file("md"), report(result));
}

/** A result without what contestants printed for the comparison of their work, such as whole rankings. */
function numbersOf(result: BenchResult): BenchResult {
  const numbers = (line: Printed) =>
    Object.fromEntries(Object.entries(line).filter(([, value]) => typeof value === "number"));
  const contestants = result.contestants.map((each) => ({ ...each, rounds: each.rounds.map(numbers) }));
  return { ...result, contestants };
}
