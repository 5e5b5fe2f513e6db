/** What the sweep shows: two settings, and the mean over the runs with each pair of their values. */
import { encoderLabel, measureNames, methodLabel, type RunResult, runSettings } from "../../runs/mod.ts";
import { bestOfDev } from "../../studies/mod.ts";

/** Settings of a run by name, its encoder, method and seed among them. */
export function settingsOf({ config }: RunResult): Readonly<Record<string, string>> {
  const own = runSettings(config);
  const settings = {
    encoder: encoderLabel(config),
    ...own,
    // A method with another teacher is another one.
    method: [methodLabel(config.method), ...own.teacher ? [`taught by ${own.teacher}`] : []].join(", "),
  };
  const texts = Object.entries({ ...settings, seed: config.seed }).map((
    [name, value],
  ) => [name, String(value)]);
  return Object.fromEntries(texts);
}

/** The names of settings with more than one value, and those values in order. */
export function varied(runs: readonly RunResult[]): Map<string, string[]> {
  const settings = runs.map(settingsOf);
  const names = [...new Set(settings.flatMap((each) => Object.keys(each)))];
  const values = names.map((name) =>
    [name, [...new Set(settings.flatMap((each) => each[name] ?? []))].sort(inOrder)] as const
  );
  return new Map(values.filter(([, found]) => found.length > 1));
}

/** Numbers by value, texts by letters. */
function inOrder(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? a.localeCompare(b, "en", { numeric: true }) : difference;
}

/** What a cell may show. */
export const sweepMeasures = [
  "best nDCG@10 on dev",
  ...measureNames.map((name) => `${name} on test`),
] as const;

export type SweepMeasure = typeof sweepMeasures[number];

export interface Sweep {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** `[rows][columns]` Means; NaN without a run. */
  readonly values: number[][];
  /** `[rows][columns]` Runs. */
  readonly counts: number[][];
  /** Settings in which the runs of a cell differ. */
  readonly averaged: readonly string[];
}

/** The table of two settings. */
export function sweepOf(
  runs: readonly RunResult[],
  { x, y, valueOf }: { x: string; y: string; valueOf: (run: RunResult) => number },
): Sweep {
  const settings = new Map(runs.map((run) => [run, settingsOf(run)]));
  const values = varied(runs);
  const [rows, columns] = [y, x].map((name) => values.get(name) ?? []);
  const cells = rows.map((row) =>
    columns.map((column) =>
      runs.filter((run) => settings.get(run)![y] === row && settings.get(run)![x] === column)
        .filter((run) => !Number.isNaN(valueOf(run)))
    )
  );
  const mean = (found: readonly RunResult[]) =>
    found.reduce((sum, run) => sum + valueOf(run), 0) / found.length;
  // Without a run, a row or a column says nothing.
  const keptRows = rows.map((_, i) => i).filter((i) => cells[i].some(({ length }) => length > 0));
  const keptColumns = columns.map((_, j) => j).filter((j) => cells.some((row) => row[j].length > 0));
  const kept = <T>(of: (found: readonly RunResult[]) => T) =>
    keptRows.map((i) => keptColumns.map((j) => of(cells[i][j])));
  return {
    rows: keptRows.map((i) => rows[i]),
    columns: keptColumns.map((j) => columns[j]),
    values: kept(mean),
    counts: kept(({ length }) => length),
    averaged: [...new Set(cells.flat().flatMap((found) => [...varied(found).keys()]))],
  };
}

/** Settings that all of some runs have in common and others of their collection do not, such as `batchSize 32`. */
export function heldFixed(runs: readonly RunResult[], all: readonly RunResult[]): string[] {
  const here = varied(runs);
  const [first] = runs.map(settingsOf);
  return [...varied(all).keys()].filter((name) => !here.has(name) && first?.[name] !== undefined)
    .map((name) => name === "encoder" ? first[name] : `${name} ${first[name]}`);
}

/** The value of a run by a measure. */
export function valueBy(measure: SweepMeasure, testMean: (run: RunResult, name: string) => number) {
  const [, name] = /^(.*) on test$/.exec(measure) ?? [];
  return (run: RunResult) => name === undefined ? bestOfDev(run) : testMean(run, name);
}
