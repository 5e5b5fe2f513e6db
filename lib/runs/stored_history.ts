/** The log of a run's training on disk: `history.arrow`, and what it has of histograms in `histograms.arrow`. */
import { existsSync } from "node:fs";
import path from "node:path";
import { histogramsEvery, lazyList, marginBins, UserError } from "../base/mod.ts";
import { readArrow, writeArrow } from "../data/mod.ts";
import { columnsOf, rowsOf } from "./columns.ts";
import type { RunResult } from "./result.ts";

type History = RunResult["history"];

const FIELDS = [
  "step",
  "triples",
  "loss",
  "learningRate",
  "marginMean",
  "marginStd",
  "targetMean",
  "targetStd",
  "tokens",
  "twins",
  "seconds",
] as const;

/** Absent in the logs of earlier versions, and of methods that have nothing of the kind. */
const LATER = "hardShare";

/** Absent where no step has histograms. */
export const HISTOGRAMS = "histograms.arrow";

/** Writes a log into a run's folder. */
export async function writeHistory(folder: string, history: History): Promise<void> {
  const numbers = lazyList(history.length, (i) => {
    const { histograms: _, ...record } = history[i];
    return record;
  });
  const names = history.some((record) => record[LATER] !== undefined) ? [...FIELDS, LATER] as const : FIELDS;
  await writeArrow(path.join(folder, "history.arrow"), columnsOf(numbers, names));
  const counted = history.filter(({ histograms }) => histograms);
  if (counted.length === 0) return;
  const { count } = marginBins;
  const flat = (countsOf: (record: History[number]) => ArrayLike<number>) => {
    const values = new Int32Array(counted.length * count);
    counted.forEach((record, i) => values.set(countsOf(record), i * count));
    return values;
  };
  await writeArrow(path.join(folder, HISTOGRAMS), {
    // Where some steps have none, as in a long training, each count says which step it is of.
    ...(counted.length < history.length && { step: flat(({ step }) => new Array(count).fill(step)) }),
    margins: flat(({ histograms }) => histograms!.margins),
    targets: flat(({ histograms }) => histograms!.targets),
  });
}

/** How many bytes the log of a margin method takes on disk, but for some kilobytes: the columns that are written. */
export function historyBytes(steps: number): number {
  const every = histogramsEvery(steps);
  const histograms = Math.ceil(steps / every) * marginBins.count * (every > 1 ? 3 : 2);
  return 8 * (FIELDS.length + 1) * steps + 4 * histograms;
}

/**
 * Reads what {@linkcode writeHistory} wrote, in this version or an earlier one.
 *
 * @returns Records that are made when they are asked for.
 * @throws UserError where a file is missing, damaged, or of another shape.
 */
export async function readHistory(folder: string): Promise<History> {
  const history = rowsOf(await readArrow(path.join(folder, "history.arrow"))) as unknown as History;
  const file = path.join(folder, HISTOGRAMS);
  if (!existsSync(file)) return history;
  const { step, margins, targets } = await readArrow(file) as Record<string, Int32Array | undefined>;
  const { count } = marginBins;
  const expected = step ? Math.ceil(step.length / count) : history.length;
  if (margins?.length !== expected * count || !targets) {
    throw new UserError(
      `Expected ${expected} histograms of ${count} bins but found ${margins?.length} counts in ${file}. ` +
        "Another version wrote it.",
    );
  }
  const places = step && new Map(Array.from({ length: expected }, (_, i) => [step[i * count], i]));
  const countsAt = (counts: Int32Array, place: number) => {
    const some = [...counts.subarray(place * count, (place + 1) * count)];
    return some.every((each) => each === 0) ? [] : some;
  };
  return lazyList(history.length, (i) => {
    const place = places ? places.get(history[i].step) : i;
    const found = place === undefined ? [] : countsAt(margins, place);
    // Earlier versions wrote counts of 0 for a step without.
    if (found.length === 0) return history[i];
    return { ...history[i], histograms: { margins: found, targets: countsAt(targets, place!) } };
  });
}
