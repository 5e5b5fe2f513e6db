/** The log of a run's training on disk: `history.arrow`, and what it has of histograms in `histograms.arrow`. */
import { existsSync } from "node:fs";
import path from "node:path";
import { marginBins, UserError } from "../base/mod.ts";
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
  const numbers = history.map(({ histograms: _, ...record }) => record);
  const names = numbers.some((record) => record[LATER] !== undefined) ? [...FIELDS, LATER] as const : FIELDS;
  await writeArrow(path.join(folder, "history.arrow"), columnsOf(numbers, names));
  if (!history.some(({ histograms }) => histograms)) return;
  // A step without, such as one from the checkpoint of an earlier version, has counts of 0.
  const { count } = marginBins;
  const flat = (name: "margins" | "targets") => {
    const counts = new Int32Array(history.length * count);
    history.forEach(({ histograms }, step) => counts.set(histograms?.[name] ?? [], step * count));
    return counts;
  };
  await writeArrow(path.join(folder, HISTOGRAMS), { margins: flat("margins"), targets: flat("targets") });
}

/**
 * Reads what {@linkcode writeHistory} wrote, in this version or an earlier one.
 *
 * @throws UserError where a file is missing, damaged, or of another shape.
 */
export async function readHistory(folder: string): Promise<History> {
  const history = rowsOf(await readArrow(path.join(folder, "history.arrow"))) as unknown as History;
  const file = path.join(folder, HISTOGRAMS);
  if (!existsSync(file)) return history;
  const columns = await readArrow(file, { margins: "int32", targets: "int32" });
  const { count } = marginBins;
  if (columns.margins.length !== history.length * count) {
    throw new UserError(
      `Expected ${history.length} histograms of ${count} bins but found ${columns.margins.length} counts in ${file}. ` +
        "Another version wrote it.",
    );
  }
  return history.map((record, step) => {
    const [margins, targets] = [columns.margins, columns.targets].map((
      counts,
    ) => [...counts.subarray(step * count, (step + 1) * count)]);
    const isEmpty = (counts: readonly number[]) => counts.every((each) => each === 0);
    if (isEmpty(margins)) return record;
    return { ...record, histograms: { margins, targets: isEmpty(targets) ? [] : targets } };
  });
}
