/** `compare`: systems against a baseline, or a run against its reproduction. */
import path from "node:path";
import { counted, UserError } from "../base/mod.ts";
import type { DifferencesOfSystem } from "../evaluation/mod.ts";
import { measureCautions } from "../metrics/mod.ts";
import { readQrels } from "../trec/mod.ts";
import { defineCommand, NO_NETWORK } from "./command.ts";
import { compareOptions } from "./compare_options.ts";
import { compareWithBaseline, compareWithReproduction } from "./compare_runs.ts";
import { FILES_HELP, measuresOf } from "./inputs.ts";
import { refuseWithoutEffect } from "./no_effect.ts";
import { jsonLines, print, say } from "./output.ts";

export default defineCommand({
  name: "compare",
  permissions: NO_NETWORK,
  summary: "Compare run files with a baseline, or a run with its reproduction",
  usage: [
    "--qrels FILE --baseline FILE … --run FILE … [options]",
    "--qrels FILE --reproduction ORIGINAL REPRODUCED [--baseline FILE …] [options]",
  ],
  options: compareOptions,
  examples: [
    {
      does: "one system against a baseline, with a figure",
      args: "--qrels qrels/test.tsv --baseline bm25.run --run minilm.run --figure differences.svg",
    },
    {
      does: "a system with two seeds",
      args: "--qrels qrels/test.tsv --baseline bm25.run --system margin seed1.run seed2.run",
    },
    {
      does: "a run against its reproduction, as JSON",
      args: "--qrels qrels/test.tsv --reproduction original.run ours.run --baseline bm25.run --format json",
    },
  ],
  details: () =>
    `Tests are paired and two-sided. t: Student's t-test. Wilcoxon: signed ranks, exact up to 100 queries that differ.
random.: Fisher's randomisation test, p = (1 + permutations at least as extreme) / (1 + all permutations). Holm and
Bonf. correct the p of the randomisation test for the number of systems on the same measure (json has both for all
tests). d is Cohen's d for pairs: mean difference over the standard deviation of the differences. W/T/L counts the
queries on which a system is better than the baseline, equal, and worse. All of these average the runs of a system by
query; the interval over queries and seeds resamples the runs too.
Values that differ by a rounding error are equal. What is infinite is written as inf (d, where all differences are the
same), what is not defined as n/a; json has them as the texts "inf", "-inf" and "n/a".

Of a reproduction: KTU is Kendall's tau Union, RBO the rank-biased overlap, RMSE the root mean square error of the
values by query, ER the effect ratio (1: the improvement over the baseline is as large as in the original), DeltaRI the
relative improvement in the original minus that in the reproduction (0: the same).

${FILES_HELP}`,
  async run(options) {
    const { figure, format, perQuery } = options;
    if (figure !== undefined && ![".svg", ".html"].includes(path.extname(figure))) {
      throw new UserError(`compare: expected --figure to end with .svg or .html but found "${figure}".`);
    }
    const reproduces = options.reproduction.length > 0;
    refuseWithoutEffect("compare", options, [
      { when: format !== "json", beside: `--format ${format}`, options: ["perQuery"] },
      { when: reproduces, beside: "--reproduction", options: ["resamples", "confidence"] },
      { when: !reproduces, beside: "--run or --system", options: ["persistence", "depth"] },
    ]);
    const settings = { ...options, measures: measuresOf(options.measures) };
    const qrels = await readQrels(options.qrels);
    measureCautions(settings.measures, qrels).forEach(say);
    const compare = reproduces ? compareWithReproduction : compareWithBaseline;
    const { leftOut, records, text, differences } = await compare(settings, qrels);
    if (leftOut.length > 0) {
      say(
        `${
          counted(leftOut.length, "judged query is", "judged queries are")
        } left out, as not all runs answer such ` +
          "queries (--complete counts them with 0).",
      );
    }
    print(format === "json" ? jsonLines(records(perQuery)) : text());
    if (figure !== undefined) await draw(figure, differences());
    return 0;
  },
});

/** Only a figure needs npm packages. */
async function draw(file: string, systems: DifferencesOfSystem[]): Promise<void> {
  (await import("../setup/mod.ts")).requirePackages();
  const { differencesFigure, writeFigure } = await import("../figures/mod.ts");
  await writeFigure(file, differencesFigure(systems));
  say(`Wrote ${file}.`);
}
