/** Results as danfojs DataFrames, to group, join and plot in a notebook. */
import type { DataFrame } from "danfojs-node";
import type { RunResult } from "../runs/mod.ts";
import { queryRecords, resultRecords } from "./result_records.ts";
import { dataFrame } from "./table.ts";

/** One row a run: every setting, and every measure with its interval. */
export function resultsFrame(results: readonly RunResult[]): Promise<DataFrame> {
  return dataFrame(resultRecords(results));
}

/** One row a run and query: every setting, and the query's value by every measure. */
export function queriesFrame(results: readonly RunResult[]): Promise<DataFrame> {
  return dataFrame(queryRecords(results));
}
