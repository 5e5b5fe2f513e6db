/** What a reader has to know of the measures of a table, in sentences. */
import { counted } from "../base/mod.ts";
import type { RunResult } from "../runs/mod.ts";

/** From which grade passages count as relevant in RR and R, where it is not 1 in all runs; "" where it is. */
export function relevanceNote(results: readonly RunResult[]): string {
  const byGrade = [...Map.groupBy(results, ({ relevantFrom = 1 }) => relevantFrom)].sort(([a], [b]) => a - b);
  if (byGrade.every(([grade]) => grade === 1)) return "";
  const words = byGrade.map(([grade, group]) =>
    `grades from ${grade} on` + (byGrade.length > 1 ? ` (${counted(group.length, "run")})` : "")
  );
  return `RR@10 and R@100 count ${words.join(", and ")} as relevant.`;
}
