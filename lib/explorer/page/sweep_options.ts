/** What the sweep shows: two settings, and the mean over the runs with each pair of their values. */
import { encoderLabel, measureNames, methodLabel, type RunResult, runSettings } from "../../runs/mod.ts";
import { bestOfDev } from "../../studies/mod.ts";

/** Settings of a run by name, its encoder, method and seed among them. */
export function settingsOf({ config }: RunResult): Readonly<Record<string, string>> {
  const settings = {
    encoder: encoderLabel(config),
    method: methodLabel(config.method),
    ...runSettings(config),
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
      runs.filter((run) => settings.get(run)![y] === row && settings.get(run)![x] === column).map(valueOf)
        .filter((value) => !Number.isNaN(value))
    )
  );
  const mean = (found: readonly number[]) => found.reduce((sum, value) => sum + value, 0) / found.length;
  // Without a run, a row or a column says nothing.
  const keptRows = rows.map((_, i) => i).filter((i) => cells[i].some(({ length }) => length > 0));
  const keptColumns = columns.map((_, j) => j).filter((j) => cells.some((row) => row[j].length > 0));
  const kept = <T>(of: (found: readonly number[]) => T) =>
    keptRows.map((i) => keptColumns.map((j) => of(cells[i][j])));
  return {
    rows: keptRows.map((i) => rows[i]),
    columns: keptColumns.map((j) => columns[j]),
    values: kept(mean),
    counts: kept(({ length }) => length),
  };
}

/** The value of a run by a measure. */
export function valueBy(measure: SweepMeasure, testMean: (run: RunResult, name: string) => number) {
  const [, name] = /^(.*) on test$/.exec(measure) ?? [];
  return (run: RunResult) => name === undefined ? bestOfDev(run) : testMean(run, name);
}
