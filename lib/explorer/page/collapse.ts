/// <reference lib="dom" />
/** Whether a training collapses: its margins and targets at the start and at the end. */
import { fixed, mean } from "../../base/mod.ts";
import type { RunResult } from "../../runs/mod.ts";
import { element } from "./element.ts";
import { table } from "./table.ts";

type Field = "marginMean" | "marginStd" | "targetMean" | "targetStd";

/** A number at the start and at the end of a training, each the mean over some steps. */
export interface Change {
  readonly field: Field;
  readonly start: number;
  readonly end: number;
}

/** Steps that a start and an end have at most; fewer where the training is short. */
const MOST = 8;

/**
 * What changed from the start to the end of a training; numbers that the log does not have are left out.
 *
 * @param history Of one step at least.
 */
export function changesOf(history: RunResult["history"]): Change[] {
  const count = Math.max(1, Math.min(MOST, Math.floor(history.length / 3)));
  const fields: readonly Field[] = ["marginStd", "marginMean", "targetMean", "targetStd"];
  return fields.flatMap((field) => {
    const values = history.map((record) => record[field]);
    const [start, end] = [mean(values.slice(0, count)), mean(values.slice(-count))];
    return Number.isNaN(start + end) ? [] : [{ field, start, end }];
  });
}

const LABELS: Readonly<Record<Field, string>> = {
  marginStd: "spread of the margins",
  marginMean: "margin",
  targetMean: "target",
  targetStd: "spread of the targets",
};

export function collapseTable({ history }: RunResult): HTMLElement {
  const changes = changesOf(history);
  if (changes.length === 0) return element("p", { class: "note" }, "Margins are not recorded in this run.");
  const rows = changes.map(({ field, start, end }) => [
    LABELS[field],
    fixed(start, 3),
    fixed(end, 3),
    start > 0 ? `× ${fixed(end / start, 2)}` : "–",
  ]);
  return element(
    "div",
    {},
    table(["", "start", "end", "end to start"], rows, {
      caption: "means over the first and the last steps; spread is the standard deviation in a batch",
    }),
    element(
      "p",
      { class: "note" },
      "In a collapse all texts come to one place: the spread of the margins goes to 0 and takes the margins along. " +
        "Targets that adapt go to 1 then, as positives and negatives are alike.",
    ),
  );
}
