/** The columns of a line: where they start and end. */
import { isSpace, type Line } from "../base/mod.ts";

/** Where the columns of a line are in its bytes; reused for the next line. */
export interface Columns {
  /** How many there are; counting stops at {@linkcode MOST}. */
  count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** One more than any format has. */
const MOST = 7;
const TAB = 9;

/** Space for the columns of a line. */
export function columns(): Columns {
  return { count: 0, starts: new Int32Array(MOST), ends: new Int32Array(MOST) };
}

/** Finds the columns of a line, separated by any number of spaces and tabs. */
export function split(line: Line, found: Columns): void {
  const { bytes, end } = line;
  const { starts, ends } = found;
  let count = 0;
  for (let at = line.start; at < end && count < MOST;) {
    while (at < end && isSpace(bytes[at])) at++;
    if (at === end) break;
    starts[count] = at;
    while (at < end && !isSpace(bytes[at])) at++;
    ends[count++] = at;
  }
  found.count = count;
}

/** Whether exactly one tab separates the columns of a line, and nothing surrounds them. */
export function isTabbed(line: Line, { count, starts, ends }: Columns): boolean {
  for (let i = 1; i < count; i++) {
    if (starts[i] !== ends[i - 1] + 1 || line.bytes[ends[i - 1]] !== TAB) return false;
  }
  return count > 0 && starts[0] === line.start && ends[count - 1] === line.end;
}
