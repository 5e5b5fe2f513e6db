/**
 * Flat records as CSV, LaTeX and Arrow columns. Infinite and undefined numbers are "inf", "-inf" and "n/a", in LaTeX
 * with its own sign, in Arrow as themselves.
 */
import { finiteOrText } from "../base/mod.ts";
import type { FlatRecord } from "./result_records.ts";

/**
 * Records as CSV (RFC 4180), the first line with the column names.
 *
 * @example What needs quotes has them
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(csv([{ a: 'x,"y"', b: 1.5, c: null }]), 'a,b,c\r\n"x,""y""",1.5,\r\n');
 * ```
 */
export function csv(records: readonly FlatRecord[]): string {
  const cell = (value: unknown) => {
    const text = value === null ? "" : String(finiteOrText(value));
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [Object.keys(records[0] ?? {}), ...records.map((record) => Object.values(record))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

const ESCAPES: Record<string, string> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/**
 * Records as a LaTeX table in the style of booktabs.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.match(latex([{ run: "a_b", "R@10": 0.12345 }]), /\\toprule\nrun & R@10 \\\\\n\\midrule\na\\_b & 0\.123 \\\\/);
 * ```
 */
export function latex(records: readonly FlatRecord[]): string {
  const names = Object.keys(records[0] ?? {});
  const numeric = names.map((name) => records.every((record) => typeof record[name] === "number"));
  const escaped = (text: string) =>
    text.replace(/[\\~^&%$#_{}]/g, (letter) => ESCAPES[letter] ?? `\\${letter}`);
  const cell = (value: FlatRecord[string]) =>
    value === null
      ? "--"
      : typeof value === "number" && !Number.isFinite(value)
      ? Number.isNaN(value) ? "n/a" : `$${value < 0 ? "-" : ""}\\infty$`
      : typeof value === "number" && !Number.isInteger(value)
      ? value.toPrecision(3)
      : escaped(String(value));
  const row = (cells: string[]) => `${cells.join(" & ")} \\\\\n`;
  return `\\begin{tabular}{${numeric.map((is) => is ? "r" : "l").join("")}}\n\\toprule\n` +
    row(names.map(escaped)) +
    "\\midrule\n" + records.map((record) => row(Object.values(record).map(cell))).join("") +
    "\\bottomrule\n\\end{tabular}\n";
}

/** Records as columns for an Arrow file: numbers where a column has numbers or null alone (NaN for null), else texts. */
export function columnsOf(records: readonly FlatRecord[]): Record<string, Float64Array | string[]> {
  return Object.fromEntries(
    Object.keys(records[0] ?? {}).map((name) => {
      const values = records.map((record) => record[name]);
      const numeric = values.every((value) => value === null || typeof value === "number");
      return [
        name,
        numeric && values.some((value) => value !== null)
          ? Float64Array.from(values, (value) => value === null ? NaN : Number(value))
          : values.map((value) => value === null ? "" : String(value)),
      ];
    }),
  );
}
