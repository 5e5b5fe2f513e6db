/** `evaluate`: the effectiveness of runs. */
import process from "node:process";
import { textTable, UserError } from "../base/mod.ts";
import { describeMeasures, evaluator } from "../metrics/mod.ts";
import { readRun } from "../trec/mod.ts";
import { parseArguments } from "./arguments.ts";
import { DEFAULT_MEASURES, FILES_HELP, measuresOf, namesOf, qrelsOf, unshared } from "./inputs.ts";

/** One value: of a query, or the mean, which is of query `all`. */
export interface EvaluationRecord {
  readonly run: string;
  readonly measure: string;
  readonly query: string;
  readonly value: number;
}

const formats = {
  json: (records: readonly EvaluationRecord[]) =>
    `[\n${records.map((record) => JSON.stringify(record)).join(",\n")}\n]\n`,
  table,
  trec,
};

function help(): string {
  const measures = describeMeasures().map(({ syntax, meaning }) => `  ${syntax}\n      ${meaning}`);
  return `deno task evaluate --qrels FILE --run FILE [FILE …] [options]

Evaluates runs, with trec_eval's values.

  --qrels FILE        relevance judgements
  --run FILE …        one run or more
  --measures "A B …"  default "${DEFAULT_MEASURES}"
  --per-query         each query's value too, not only the mean, which is of query "all"
  --complete          a judged query that is not in a run counts with 0, as with trec_eval's -c; it is left out
                      otherwise. A query without a relevant passage counts with 0 in either case.
  --format NAME       table (default), json (an array of {run, measure, query, value}), or trec (trec_eval's lines)
  --help

${FILES_HELP}
What a run and the qrels do not share is said on standard error.

Measures, in the syntax of ir_measures, such as nDCG@10 or "AP(rel=2)@100":
${measures.join("\n")}
`;
}

/**
 * The command `evaluate`.
 *
 * @returns The exit code.
 * @throws UserError for an unknown option or measure, or a file that is missing or malformed.
 */
export async function evaluateCommand(args: string[]): Promise<number> {
  const given = parseArguments(args, {
    command: "evaluate",
    takes: {
      qrels: "one",
      run: "many",
      measures: "many",
      "per-query": "nothing",
      complete: "nothing",
      format: "one",
      help: "nothing",
    },
  });
  if (given.has("help")) {
    process.stdout.write(help());
    return 0;
  }
  const format = given.one("format") ?? "table";
  if (!Object.hasOwn(formats, format)) {
    throw new UserError(
      `evaluate: expected --format to be one of ${Object.keys(formats).join(", ")} but found "${format}".`,
    );
  }
  const files = given.all("run");
  if (files.length === 0) {
    throw new UserError("evaluate: expected --run FILE. `deno task evaluate --help` lists the options.");
  }
  const measures = measuresOf(given);
  const qrels = await qrelsOf(given, "evaluate");
  const complete = given.has("complete");
  const evaluate = evaluator(qrels, {
    measures,
    missing: complete ? "zero" : "leave out",
    withoutRelevant: "zero",
  });
  const names = namesOf(files);
  const records: EvaluationRecord[] = [];
  // One run after the other, so that memory holds one.
  for (const [i, file] of files.entries()) {
    const run = await readRun(file);
    for (const note of unshared(run, qrels, { name: names[i], complete })) process.stderr.write(`${note}\n`);
    const { queries, values, means } = evaluate(run);
    for (const measure of measures) {
      if (given.has("per-query")) {
        queries.forEach((query, k) =>
          records.push({ run: names[i], measure, query, value: values[measure][k] })
        );
      }
      records.push({ run: names[i], measure, query: "all", value: means[measure] });
    }
  }
  process.stdout.write(formats[format as keyof typeof formats](records));
  return 0;
}

/** A row for each run, or for each run and query; a column for each measure. */
function table(records: readonly EvaluationRecord[]): string {
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

/** trec_eval's lines: measure, query, value between tabs, the run's name before its values. */
function trec(records: readonly EvaluationRecord[]): string {
  let last: string | undefined;
  return records.map(({ run, measure, query, value }) => {
    const name = run === last ? "" : `${"runid".padEnd(22)}\tall\t${run}\n`;
    last = run;
    return `${name}${measure.padEnd(22)}\t${query}\t${value.toFixed(4)}\n`;
  }).join("");
}
