/** Tables of results as HTML and as plain text, by way of a danfojs DataFrame. */
import type { DataFrame } from "danfojs-node";
import { fixed, textTable as columnsOf, UserError } from "../base/mod.ts";

/** A row of a table: column names and what stands in them. */
export type TableRow = Readonly<Record<string, string | number | boolean | null>>;

export interface TableOptions {
  /** A line above the table. */
  caption?: string;
  /** Decimals of numbers that are not whole; default 3. */
  digits?: number;
}

/**
 * Rows as a danfojs DataFrame.
 *
 * @throws UserError without rows: a table of nothing has no columns.
 */
export async function dataFrame(rows: readonly TableRow[]): Promise<DataFrame> {
  if (rows.length === 0) throw new UserError("Expected a table to have at least one row but found none.");
  // danfojs loads tfjs-node, which the engine has to prepare first.
  await import("../engine/mod.ts");
  const danfo = await import("danfojs-node");
  return new danfo.DataFrame(rows.map((row) => ({ ...row })));
}

/** Classes that keep MathJax away: "from $5 to $10" is no formula. */
const PLAIN = "mathjax_ignore tex2jax_ignore";

/**
 * An HTML table that notebooks style as they style a data frame.
 *
 * @example A number is rounded and set to the right
 * ```ts
 * import assert from "node:assert/strict";
 * const html = await htmlTable([{ method: "BM25", "RR@10": 0.18966 }]);
 * assert.match(html, /<td style="text-align: left">BM25<\/td><td style="text-align: right">0.190<\/td>/);
 * ```
 */
export async function htmlTable(
  table: readonly TableRow[] | DataFrame,
  options: TableOptions = {},
): Promise<string> {
  const { columns, cells, numeric } = await written(table, options);
  const row = (tag: string, texts: string[]) =>
    texts.map((text, i) =>
      `<${tag} style="text-align: ${numeric[i] ? "right" : "left"}">${escaped(text)}</${tag}>`
    )
      .join("");
  const caption = options.caption ? `<p class="${PLAIN}">${escaped(options.caption)}</p>` : "";
  const body = cells.map((texts) => `<tr>${row("td", texts)}</tr>`).join("");
  return `${caption}<table border="1" class="dataframe ${PLAIN}"><thead><tr>${
    row("th", columns)
  }</tr></thead>` +
    `<tbody>${body}</tbody></table>`;
}

/** The same as text in columns. */
export async function textTable(
  table: readonly TableRow[] | DataFrame,
  options: TableOptions = {},
): Promise<string> {
  const { columns, cells, numeric } = await written(table, options);
  const left = columns.flatMap((_, i) => numeric[i] ? [] : [i]);
  const caption = options.caption ? `${options.caption}\n` : "";
  return (caption + columnsOf([columns, ...cells], { left })).trimEnd();
}

async function written(table: readonly TableRow[] | DataFrame, { digits = 3 }: TableOptions) {
  const frame = Array.isArray(table) ? await dataFrame(table) : table as DataFrame;
  const columns = frame.columns as string[];
  const values = frame.values as unknown[][];
  const numeric = columns.map((_, i) => values.every((row) => typeof row[i] === "number" || row[i] == null));
  const whole = columns.map((_, i) => values.every((row) => row[i] == null || Number.isInteger(row[i])));
  const text = (value: unknown, column: number) =>
    value == null || Number.isNaN(value)
      ? "–"
      : typeof value === "number" && !whole[column]
      ? fixed(value, digits)
      : String(value);
  return { columns, numeric, cells: values.map((row) => row.map(text)) };
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
