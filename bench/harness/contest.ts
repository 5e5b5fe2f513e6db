/** Runs contestants in turn, a process each, round after round, on the same number of threads. */
import { mkdirSync } from "node:fs";
import os from "node:os";
import process, { execPath } from "node:process";
import {
  inCache,
  inProject,
  type ProgramResult,
  runProgram,
  tail,
  UserError,
  which,
} from "../../lib/base/mod.ts";
import { machineInWords, softwareVersion } from "../../lib/runs/machine.ts";
import type { Bench, BenchResult, Contestant, ContestantResult, Printed } from "./bench.ts";
import { makePeersEnvironment, peersPython } from "./environment.ts";

export interface ContestOptions {
  /** How often each contestant runs. */
  rounds: number;
  /** Threads that each may use. */
  threads: number;
  /** Contestants whose names contain this alone; default all. */
  only?: string;
}

/** The folder of a bench's prepared data, under the cache. */
export function dataFolder(bench: string): string {
  const folder = inCache("bench", bench);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Runs a bench.
 *
 * @throws UserError where a contestant fails, or prints no line of JSON.
 */
export async function contest(name: string, bench: Bench, options: ContestOptions): Promise<BenchResult> {
  const { rounds, threads, only = "" } = options;
  const contestants = bench.contestants.filter((contestant) => contestant.name.includes(only));
  if (contestants.some(({ program }) => program.endsWith(".py"))) await makePeersEnvironment();
  const folder = dataFolder(name);
  await bench.prepare?.(folder);
  const results = contestants.map(({ name, size }): ContestantResult => ({
    name,
    ...(size !== undefined && { size }),
    rounds: [],
    versions: {},
  }));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      // Another starts each round, so that no contestant always follows the same one.
      const place = (turn + round) % contestants.length;
      const contestant = contestants[place];
      const line = await runContestant(contestant, folder, threads);
      results[place].versions = (line.versions ?? {}) as Record<string, string>;
      const { versions: _, ...numbers } = line;
      results[place].rounds.push(numbers);
      const shown = Object.entries(numbers).filter(([, value]) => typeof value === "number")
        .map(([field, value]) => `${field} ${Number((value as number).toPrecision(4))}`);
      console.error(`round ${round + 1}, ${contestant.name}: ${shown.join(", ")}`);
    }
  }
  const different = bench.differences?.(results) ?? [];
  if (different.length) {
    throw new UserError(`The contestants of ${name} did different work:\n${different.join("\n")}`);
  }
  return {
    bench: name,
    about: bench.about,
    date: new Date().toISOString().slice(0, 10),
    software: softwareVersion(),
    machine: machineInWords(),
    threads,
    measures: bench.measures,
    goals: bench.goals ?? [],
    contestants: results,
  };
}

/** Runs a contestant, or a peers' program that prepares data, and reads the last line that it prints. */
export async function runContestant(
  contestant: Omit<Contestant, "name">,
  folder: string,
  threads = os.availableParallelism(),
): Promise<Printed> {
  const { program, args = [], env = {} } = contestant;
  const file = inProject("bench", program);
  const command = program.endsWith(".py")
    ? [peersPython(), file, folder, ...args]
    : [execPath, "run", "-A", "--no-check", file, folder, ...args];
  const result = await runProgram([...pinned(threads), ...command], { env: { ...limits(threads), ...env } });
  return readLine(result, program);
}

/** On a machine with more processors than threads, the process keeps to the first ones. */
function pinned(threads: number): string[] {
  if (os.availableParallelism() <= threads || process.platform !== "linux" || !which("taskset")) return [];
  return ["taskset", "-c", `0-${threads - 1}`];
}

function limits(threads: number): Record<string, string> {
  const names = ["OMP", "MKL", "OPENBLAS", "NUMBA"].map((library) => `${library}_NUM_THREADS`);
  names.push("RAYON_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "BENCH_THREADS");
  return {
    ...Object.fromEntries(names.map((name) => [name, `${threads}`])),
    TOKENIZERS_PARALLELISM: "true",
    HF_HUB_OFFLINE: "1",
    PYTHONWARNINGS: "ignore",
  };
}

function readLine(result: ProgramResult, program: string): Printed {
  const line = result.stdout.trimEnd().split("\n").at(-1) ?? "";
  try {
    if (!result.ok) throw new Error();
    return JSON.parse(line);
  } catch {
    throw new UserError(
      `Expected bench/${program} to end with a line of JSON but it ended with exit code ${result.code}:\n` +
        tail(result),
    );
  }
}
