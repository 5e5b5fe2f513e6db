/** Tables as text: aligned for a terminal, or Markdown. */

export interface TableOptions {
  /** Columns of words stand left, columns of numbers right; default: the first alone stands left. */
  readonly left?: readonly number[];
}

/**
 * A table whose columns are aligned, and which is Markdown as well.
 *
 * @param rows The first holds the column names.
 *
 * @example Names left, numbers right
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(table([["run", "RR@10"], ["BM25", "0.19"]]), "| run  | RR@10 |\n| :--- | ----: |\n| BM25 |  0.19 |\n");
 * ```
 */
export function table(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const { left = [0] } = options;
  const widths = rows[0].map((_, column) => Math.max(4, ...rows.map((row) => row[column].length)));
  const cells = (row: readonly string[]) =>
    row.map((cell, i) => left.includes(i) ? cell.padEnd(widths[i]) : cell.padStart(widths[i]));
  const rule = widths.map((width, i) =>
    left.includes(i) ? ":" + "-".repeat(width - 1) : "-".repeat(width - 1) + ":"
  );
  const [header, ...body] = rows;
  return [cells(header), rule, ...body.map(cells)].map((row) => `| ${row.join(" | ")} |\n`).join("");
}
