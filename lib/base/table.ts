/** Tables as text: columns for a terminal, or Markdown that reads well as it is. */
import { printableLine } from "./printable.ts";

export interface TableLayout {
  /** Columns that are aligned on the left, as words are; the others on the right, as numbers. Default: the first. */
  readonly left?: readonly number[];
}

/**
 * A table in columns, two spaces apart.
 *
 * @param rows The first holds the column names.
 *
 * @example Names left, numbers right
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(textTable([["run", "RR"], ["bm25", "0.2"]]), "run    RR\nbm25  0.2\n");
 * ```
 */
export function textTable(rows: readonly (readonly string[])[], layout: TableLayout = {}): string {
  return aligned(rows, 0, layout).map((row) => `${row.join("  ").trimEnd()}\n`).join("");
}

/**
 * The same in Markdown.
 *
 * @param rows The first holds the column names.
 *
 * @example Names left, numbers right
 * ```ts
 * import assert from "node:assert/strict";
 * const table = markdownTable([["run", "RR@10"], ["BM25", "0.19"]]);
 * assert.equal(table, "| run  | RR@10 |\n| :--- | ----: |\n| BM25 |  0.19 |\n");
 * ```
 */
export function markdownTable(rows: readonly (readonly string[])[], layout: TableLayout = {}): string {
  const { left = [0] } = layout;
  const [header, ...body] = aligned(rows, 4, layout);
  const rule = header.map(({ length }, column) =>
    left.includes(column) ? ":" + "-".repeat(length - 1) : "-".repeat(length - 1) + ":"
  );
  return [header, rule, ...body].map((row) => `| ${row.join(" | ")} |\n`).join("");
}

function aligned(texts: readonly (readonly string[])[], least: number, { left = [0] }: TableLayout) {
  const rows = texts.map((row) => row.map(printableLine));
  const widths = rows[0].map((_, column) => Math.max(least, ...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, column) =>
      left.includes(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column])
    )
  );
}
