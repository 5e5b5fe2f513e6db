/** `deno task bench`: measures this project against other systems that do the same work. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { inProject, UserError, writeAtomically } from "../../lib/base/mod.ts";
import type { Bench, BenchResult, Printed } from "./bench.ts";
import { contest } from "./contest.ts";
import { report } from "./report.ts";

const HELP = `deno task bench [NAME…] [--rounds N] [--threads N] [--only TEXT] [--commit]

Runs benches of bench/, all or those named: every contestant in a process of its own, in turn, on as many threads;
prints the medians and how ours compares. The first run installs the peers into .cache/bench (4 GB).
  --rounds N   how often each contestant runs (default 3)
  --threads N  threads of each (default 2)
  --only TEXT  contestants whose names contain the text alone; not with --commit
  --commit     write results/bench/NAME.json and NAME.md
  --list       name the benches, with what they measure`;

/** Runs the command; returns the exit code. */
export async function bench(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rounds: { type: "string", default: "3" },
      threads: { type: "string", default: "2" },
      only: { type: "string" },
      commit: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const count = (option: "rounds" | "threads") => {
    const value = Number(values[option]);
    if (Number.isInteger(value) && value > 0) return value;
    throw new UserError(`Expected --${option} to be a positive integer but found "${values[option]}"`);
  };
  const options = { rounds: count("rounds"), threads: count("threads"), only: values.only };
  if (values.commit && values.only) {
    throw new UserError("Expected all contestants with --commit but found --only");
  }
  const names = positionals.length ? positionals : benchNames();
  for (const name of names) {
    const loaded = await loadBench(name);
    if (values.list) {
      console.log(`${name.padEnd(16)} ${loaded.about}`);
      continue;
    }
    const result = await contest(name, loaded, options);
    const text = report(result);
    console.log(`\n${text}`);
    if (values.commit) {
      await writeAtomically(
        inProject("results", "bench", `${name}.json`),
        `${JSON.stringify(numbersOf(result), null, 1)}\n`,
      );
      await writeAtomically(inProject("results", "bench", `${name}.md`), text);
    }
  }
  return 0;
}

/** The files directly in `bench/`, one a bench. */
export function benchNames(): string[] {
  return readdirSync(inProject("bench")).filter((file) => /^[a-z\d_]+\.ts$/.test(file))
    .filter((file) => !file.endsWith("_test.ts")).map((file) => path.basename(file, ".ts")).sort();
}

/**
 * A bench by its name.
 *
 * @throws UserError with the names that exist.
 */
export async function loadBench(name: string): Promise<Bench> {
  if (!benchNames().includes(name) || !existsSync(inProject("bench", `${name}.ts`))) {
    throw new UserError(`Expected a bench (${benchNames().join(", ")}) but found "${name}"`);
  }
  return (await import(`../${name}.ts`)).default;
}

/** Without what contestants printed for the comparison of their work, such as whole rankings. */
function numbersOf(result: BenchResult): BenchResult {
  const numbers = (line: Printed) =>
    Object.fromEntries(Object.entries(line).filter(([, value]) => typeof value === "number"));
  const contestants = result.contestants.map((each) => ({ ...each, rounds: each.rounds.map(numbers) }));
  return { ...result, contestants };
}
