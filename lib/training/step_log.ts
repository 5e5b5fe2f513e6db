/** The log of a training's steps while it grows: a column of numbers a field, so that two million steps take 0.2 GB. */
import { lazyList, type MarginHistograms } from "../base/mod.ts";
import type { Columns } from "../data/mod.ts";

/** Rows for which there is room at first. */
const FIRST_ROWS = 1024;
/** The one field that is no number: a column of texts, empty for a step without. */
const HISTOGRAMS = "histograms";

export interface StepLog<StepRecord extends object> {
  /** Steps so far. */
  readonly length: number;
  /** Where the parts end that the last checkpoint has of it on disk. */
  partEnds: readonly number[];
  push(record: StepRecord): void;
  /** The steps so far, each made when it is asked for. What a step lacks and others have is NaN. */
  records(): readonly StepRecord[];
  /** Steps as a table. */
  columns(start: number, end: number): Columns;
  /** Adds the steps of a table. */
  append(columns: Columns): void;
}

/** An empty log of records of numbers, which may have histograms besides. */
export function makeStepLog<StepRecord extends object>(): StepLog<StepRecord> {
  const columns = new Map<string, Float64Array>();
  const histograms = new Map<number, MarginHistograms>();
  let length = 0;

  /** A column with room for so many rows. */
  const columnOf = (name: string, rows: number): Float64Array => {
    const column = columns.get(name) ?? new Float64Array(0);
    if (rows <= column.length) return column;
    const larger = new Float64Array(Math.max(FIRST_ROWS, 2 * column.length, rows)).fill(NaN, column.length);
    larger.set(column);
    columns.set(name, larger);
    return larger;
  };
  const recordAt = (row: number) => {
    const record: Record<string, unknown> = {};
    for (const [name, values] of columns) record[name] = row < values.length ? values[row] : NaN;
    const counts = histograms.get(row);
    if (counts) record[HISTOGRAMS] = counts;
    return record as StepRecord;
  };
  return {
    partEnds: [],
    get length() {
      return length;
    },
    push(record) {
      for (const [name, value] of Object.entries(record)) {
        if (name === HISTOGRAMS) {
          if (value) histograms.set(length, value);
        } else if (value !== undefined) columnOf(name, length + 1)[length] = value;
      }
      length++;
    },
    records: () => lazyList(length, recordAt),
    columns(start, end) {
      const part: Columns = {};
      for (const name of columns.keys()) part[name] = columnOf(name, end).subarray(start, end);
      if (histograms.size === 0) return part;
      const texts = new Array<string>(end - start).fill("");
      for (const [row, counts] of histograms) {
        if (row >= start && row < end) texts[row - start] = JSON.stringify(counts);
      }
      return { ...part, [HISTOGRAMS]: texts };
    },
    append(part) {
      let rows = 0;
      for (const [name, values] of Object.entries(part)) {
        rows = values.length;
        if (values instanceof Float64Array) columnOf(name, length + rows).set(values, length);
        else values.forEach((text, i) => text && histograms.set(length + i, JSON.parse(text as string)));
      }
      length += rows;
    },
  };
}
