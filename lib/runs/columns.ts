/** Rows of numbers as columns, and back. */
import type { Columns } from "../data/mod.ts";

/**
 * Rows as columns of 64-bit numbers; what a row lacks is NaN.
 *
 * @throws TypeError for a field of a row that has no column, or that is no number: it would be lost.
 */
export function columnsOf<Name extends string>(
  rows: readonly Partial<Record<Name, number>>[],
  names: readonly Name[],
): Columns {
  const known = new Set<string>(names);
  if (known.size < names.length) throw new TypeError(`Expected each column once but found ${names}`);
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (!known.has(name) || value !== undefined && typeof value !== "number") {
        throw new TypeError(`Expected numbers for ${names} but found ${name}: ${value}`);
      }
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, Float64Array.from(rows, (row) => row[name] ?? NaN)]),
  );
}

/** The rows of columns of numbers. */
export function rowsOf(columns: Columns): Record<string, number>[] {
  const names = Object.keys(columns);
  const length = names.length > 0 ? columns[names[0]].length : 0;
  return Array.from(
    { length },
    (_, i) => Object.fromEntries(names.map((name) => [name, (columns[name] as Float64Array)[i]])),
  ) as Record<string, number>[] & { step: number; triples: number }[];
}
