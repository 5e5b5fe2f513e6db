/// <reference lib="dom" />
/** The pair under the pointer: its texts and its numbers. */
import { element } from "../../page/element.ts";
import { inDigits } from "../../playground/page/numbers.ts";
import type { Settings } from "../../playground/settings.ts";
import type { TripleText } from "../recording.ts";
import type { Tables } from "../tables.ts";
import type { Place } from "./heat_map.ts";

/** Whose texts meet in a cell, by their places in the batch; `target`: the positive and the negative that it compares. */
export function textsOfPair(
  [i, k]: Place,
  { isTable, settings: { orientation, target } }: { isTable: boolean; settings: Settings },
): {
  query: number;
  positive: number;
  negative: number;
  target: readonly [positive: number, negative: number];
} {
  const j = isTable ? k : i;
  const reference = isTable && orientation === "reference";
  if (target === "distributed") {
    const margin = reference ? j : i;
    return { query: margin, positive: margin, negative: margin, target: [i, j] };
  }
  return { query: i, positive: reference ? j : i, negative: j, target: [i, j] };
}

export function pairDetail(
  pair: Place,
  tables: Tables,
  { batch, settings }: { batch: readonly TripleText[]; settings: Settings },
): readonly HTMLElement[] {
  const isTable = tables.margins[0].length > 1;
  const [i, k] = isTable ? pair : [pair[0], 0];
  const { query, positive, negative, target } = textsOfPair([i, k], { isTable, settings });
  const [margin, wanted, pull] = [tables.margins, tables.targets, tables.pulls].map((rows) => rows[i][k]);
  const relevant = query === negative && batch[negative].falseNegative ? " (relevant in truth)" : "";
  const facts: (readonly [string, string])[] = [
    [`query ${query + 1}`, batch[query].query],
    [`positive ${positive + 1}`, batch[positive].positive],
    [`negative ${negative + 1}${relevant}`, batch[negative].negative],
    ["margin", inDigits(margin)],
    ["target", inDigits(wanted) + targetNote(settings, target, [positive, negative])],
    ["−dL/dm", `${inDigits(pull)}: ${inWords(pull, settings, target)}`],
  ];
  return [
    element("h2", {}, isTable ? `Row ${i + 1}, column ${k + 1}` : `Triple ${i + 1}`),
    element("dl", {}, ...facts.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)])),
  ];
}

/** Where a target compares other passages than the margin. */
function targetNote(
  { target }: Settings,
  [p, n]: readonly [number, number],
  margin: readonly number[],
): string {
  const other = p !== margin[0] || n !== margin[1];
  return (target === "adaptive" || target === "distributed") && other
    ? `, of positive ${p + 1} and negative ${n + 1}`
    : "";
}

function inWords(
  pull: number,
  { target, detachTarget }: Settings,
  [p, n]: readonly [number, number],
): string {
  if (Math.abs(pull) < 1e-6) return "descent leaves this margin alone";
  const margin = `descent makes the margin ${pull > 0 ? "larger" : "smaller"}`;
  const flows = (target === "adaptive" || target === "distributed") && !detachTarget;
  if (!flows) return margin;
  return `${margin}, and through the target positive ${p + 1} and negative ${n + 1} ${
    pull > 0 ? "less" : "more"
  } alike`;
}
