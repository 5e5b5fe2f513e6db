/** `evaluate`: the effectiveness of runs. */
import {
  type EvaluationRecord,
  evaluationRecords,
  evaluationTable,
  trecEvalLines,
} from "../evaluation/mod.ts";
import { UserError } from "../base/mod.ts";
import { describeMeasures, evaluator, measureCautions } from "../metrics/mod.ts";
import { readQrels, readRun } from "../trec/mod.ts";
import { defineCommand } from "./command.ts";
import { FILES_HELP, measuresOf, measuresOption, runNames, unsharedQueries } from "./inputs.ts";
import { flag, list, oneOf, text } from "./options.ts";
import { jsonLines, print, say } from "./output.ts";

const formats = { table: evaluationTable, json: jsonLines, trec: trecEvalLines };
type Format = keyof typeof formats;

export default defineCommand({
  name: "evaluate",
  summary: "Evaluate run files, with the values of trec_eval",
  usage: ["--qrels FILE --run FILE … [options]"],
  options: {
    qrels: text("FILE", "relevance judgements", { required: true }),
    run: list("FILE …", "one or more runs", { required: true }),
    measures: measuresOption,
    perQuery: flag('print the value of each query too, not only the mean, whose query is "all"'),
    complete: flag(
      "count a judged query that is not in a run with 0, as trec_eval's -c does, instead of leaving it out",
    ),
    format: oneOf<Format>(["table", "json", "trec"], "output format", { default: "table" }),
  },
  examples: [
    { does: "the effectiveness of two runs", args: "--qrels qrels/test.tsv --run bm25.run minilm.run" },
    {
      does: "two measures, one with a threshold of relevance",
      args: '--qrels qrels/test.tsv --run bm25.run --measures "nDCG@10 RR(rel=2)@10"',
    },
    {
      does: "the value of each query, as JSON",
      args: "--qrels qrels/test.tsv --run bm25.run --per-query --format json",
    },
  ],
  details() {
    const measures = describeMeasures().map(({ syntax, meaning }) => `  ${syntax}\n      ${meaning}\n`);
    return `The format json is an array of {run, measure, query, value}; trec has the lines of trec_eval.
A query without a relevant passage always counts with 0. Queries that only a run or only the qrels have are
reported on standard error.

${FILES_HELP}
Measures, in the syntax of ir_measures, such as nDCG@10 or "AP(rel=2)@100":
${measures.join("")}`;
  },
  async run({ qrels: qrelsFile, run: files, measures: texts, perQuery, complete, format }) {
    const measures = measuresOf(texts);
    const twice = files.find((file, i) => files.indexOf(file) !== i);
    if (twice !== undefined) {
      throw new UserError(`evaluate: expected each run once after --run but found "${twice}" again.`);
    }
    const qrels = await readQrels(qrelsFile);
    measureCautions(measures, qrels).forEach(say);
    const evaluate = evaluator(qrels, {
      measures,
      missing: complete ? "zero" : "leave out",
      withoutRelevant: "zero",
    });
    const names = runNames(files);
    const records: EvaluationRecord[] = [];
    // One run after the other, so that only one is in memory.
    for (const [i, file] of files.entries()) {
      const run = await readRun(file);
      for (const note of unsharedQueries(run, qrels, { name: names[i], complete })) say(note);
      records.push(...evaluationRecords(evaluate(run), { run: names[i], measures, perQuery }));
    }
    print(formats[format](records));
    return 0;
  },
});
