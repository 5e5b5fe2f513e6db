/** Values of runs as records, and these as text. */
import { textTable } from "../base/mod.ts";
import type { Evaluation } from "../metrics/mod.ts";

/** One value: of a query, or the mean over the queries, whose `query` is `all`. */
export interface EvaluationRecord {
  readonly run: string;
  readonly measure: string;
  readonly query: string;
  readonly value: number;
}

export interface EvaluationRecordsOptions {
  /** The run's name. */
  run: string;
  /** In the order of the records. */
  measures: readonly string[];
  /** Whether there is a record for each query, and not for the mean alone; default false. */
  perQuery?: boolean;
}

/** The records of one run, by measure. */
export function evaluationRecords(
  { queries, values, means }: Evaluation,
  options: EvaluationRecordsOptions,
): EvaluationRecord[] {
  const { run, measures, perQuery = false } = options;
  return measures.flatMap((measure) => [
    ...(perQuery ? queries : []).map((query, i) => ({ run, measure, query, value: values[measure][i] })),
    { run, measure, query: "all", value: means[measure] },
  ]);
}

/**
 * A row for each run, or for each run and query; a column for each measure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const records = [{ run: "bm25", measure: "RR", query: "all", value: 0.25 }];
 * assert.equal(evaluationTable(records), "run       RR\nbm25  0.2500\n");
 * ```
 */
export function evaluationTable(records: readonly EvaluationRecord[]): string {
  const measures = [...new Set(records.map(({ measure }) => measure))];
  const perQuery = records.some(({ query }) => query !== "all");
  const rows = new Map<string, string[]>();
  for (const { run, query, value } of records) {
    const key = JSON.stringify([run, query]);
    if (!rows.has(key)) rows.set(key, perQuery ? [run, query] : [run]);
    rows.get(key)!.push(value.toFixed(4));
  }
  return textTable([[...(perQuery ? ["run", "query"] : ["run"]), ...measures], ...rows.values()]);
}

/** The lines of trec_eval: measure, query and value, separated by tabs; the run's name before its values. */
export function trecEvalLines(records: readonly EvaluationRecord[]): string {
  let last: string | undefined;
  return records.map(({ run, measure, query, value }) => {
    const name = run === last ? "" : `${"runid".padEnd(22)}\tall\t${run}\n`;
    last = run;
    return `${name}${measure.padEnd(22)}\t${query}\t${value.toFixed(4)}\n`;
  }).join("");
}
