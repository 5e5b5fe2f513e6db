/** The two kinds of comparison that `compare` makes, from run files to what is shown. */
import { type Qrels, type Run, UserError } from "../base/mod.ts";
import {
  compareReproduction,
  compareSystems,
  comparisonDifferences,
  comparisonRecords,
  comparisonText,
  type DifferencesOfSystem,
  reproductionDifferences,
  reproductionRecords,
  reproductionText,
  type System,
} from "../evaluation/mod.ts";
import { readRun } from "../trec/mod.ts";
import type { CompareOptions } from "./compare_options.ts";
import { runNames } from "./inputs.ts";
import { say } from "./output.ts";
import { sameRuns } from "./same_runs.ts";

/** What there is to show of either kind of comparison. */
export interface Compared {
  readonly leftOut: readonly string[];
  records(perQuery: boolean): object[];
  text(): string;
  differences(): DifferencesOfSystem[];
}

/** Systems against a baseline. */
export async function compareWithBaseline(options: CompareOptions, qrels: Qrels): Promise<Compared> {
  const comparison = compareSystems(await readSystems(options), qrels, options);
  return {
    leftOut: comparison.leftOut,
    records: (perQuery) => comparisonRecords(comparison, { perQuery }),
    text: () => comparisonText(comparison, { confidence: options.confidence ?? 0.95 }),
    differences: () => comparisonDifferences(comparison, options.measures[0]),
  };
}

/** The baseline, then the other systems. */
async function readSystems({ baseline, run, system }: CompareOptions): Promise<System[]> {
  if (baseline.length === 0 || run.length + system.length === 0) {
    throw new UserError(
      "compare: expected --baseline FILE and --run FILE or --system NAME FILE. `deno task compare --help` lists the " +
        "options.",
    );
  }
  const nameless = system.find((values) => values.length < 2);
  if (nameless) {
    throw new UserError(
      `compare: expected --system NAME FILE [FILE …] but found only "${nameless[0]}" after --system.`,
    );
  }
  const [first, ...names] = runNames([baseline[0], ...run]);
  const files: [string, string[]][] = [
    [first, baseline],
    ...run.map((file, i): [string, string[]] => [names[i], [file]]),
    ...system.map(([name, ...files]): [string, string[]] => [name, files]),
  ];
  const twice = files.find(([name], i) => files.findIndex(([other]) => other === name) < i);
  if (twice) {
    throw new UserError(`compare: expected systems of different names but found "${twice[0]}" twice.`);
  }
  const systems: System[] = [];
  for (const [name, runs] of files) {
    systems.push({ name, runs: await readRuns(runs) });
    (await sameRuns(runs, `of ${name} a seed counts twice`)).forEach(say);
  }
  return systems;
}

/** A run against its reproduction. */
export async function compareWithReproduction(options: CompareOptions, qrels: Qrels): Promise<Compared> {
  const { reproduction, baseline, run, system } = options;
  if (reproduction.length !== 2 || baseline.length > 2 || run.length + system.length > 0) {
    throw new UserError(
      "compare: expected --reproduction ORIGINAL REPRODUCED with at most two files after --baseline, and no --run or " +
        `--system, but found ${reproduction.length} runs and ${baseline.length} baselines.`,
    );
  }
  const [original, reproduced] = await readRuns(reproduction);
  (await sameRuns(reproduction, "a run is compared with itself")).forEach(say);
  const [first, second = first] = await readRuns(baseline);
  const found = compareReproduction(
    { original, reproduced, baseline: first && { original: first, reproduced: second } },
    qrels,
    options,
  );
  const [originalName, reproducedName] = runNames(reproduction);
  const names = { original: originalName, reproduced: reproducedName };
  return {
    leftOut: found.leftOut,
    records: (perQuery) => reproductionRecords(found, { ...names, perQuery }),
    text: () => reproductionText(found, names),
    differences: () => reproductionDifferences(found, names),
  };
}

async function readRuns(files: readonly string[]): Promise<Run[]> {
  const runs: Run[] = [];
  for (const file of files) runs.push(await readRun(file));
  return runs;
}
