/** Rows of numbers as columns, and back. */
import { lazyList } from "../base/mod.ts";
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
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(rows.length).fill(NaN)]));
  if (Object.keys(columns).length < names.length) {
    throw new TypeError(`Expected each column once but found ${names}`);
  }
  // Once over the rows, as each of them may be made when it is asked for.
  let at = 0;
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (!Object.hasOwn(columns, name) || value !== undefined && typeof value !== "number") {
        throw new TypeError(`Expected numbers for ${names} but found ${name}: ${value}`);
      }
      if (value !== undefined) columns[name][at] = value;
    }
    at++;
  }
  return columns;
}

/** The rows of columns of numbers, each made when it is asked for. */
export function rowsOf(columns: Columns): readonly Record<string, number>[] {
  const names = Object.keys(columns);
  const length = names.length > 0 ? columns[names[0]].length : 0;
  return lazyList(length, (i) => {
    const row: Record<string, number> = {};
    for (const name of names) row[name] = (columns[name] as Float64Array)[i];
    return row;
  });
}
