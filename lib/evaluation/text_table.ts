/**
 * Rows of text in columns: the first column stands left, the others right.
 *
 * @param rows The first holds the columns' names.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(textTable([["run", "RR"], ["bm25", "0.2"]]), "run    RR\nbm25  0.2\n");
 * ```
 */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, column) => column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))
      .join("  ").trimEnd() + "\n"
  ).join("");
}
