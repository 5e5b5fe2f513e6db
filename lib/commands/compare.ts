/** `compare`: systems against a baseline, or a run against its reproduction. */
import path from "node:path";
import { type Qrels, type Run, UserError } from "../base/mod.ts";
import {
  compareReproduction,
  compareSystems,
  comparisonDifferences,
  comparisonRecords,
  comparisonText,
  type DifferencesOfSystem,
  reproductionDifferences,
  reproductionRecords,
  reproductionText,
  type System,
} from "../evaluation/mod.ts";
import { readQrels, readRun } from "../trec/mod.ts";
import { defineCommand, type Values } from "./command.ts";
import { FILES_HELP, measuresOf, measuresOption, runNames } from "./inputs.ts";
import { naturalNumber, positiveInteger, properShare } from "./number_rules.ts";
import { flag, list, lists, number, oneOf, text } from "./options.ts";
import { jsonLines, print, say } from "./output.ts";

const compareOptions = {
  qrels: text("FILE", "relevance judgements", { required: true }),
  baseline: list("FILE …", "the baseline; several files are its runs with different seeds"),
  run: list("FILE …", "systems with one run each"),
  system: lists("NAME FILE …", "one system by its runs with different seeds; may be repeated"),
  reproduction: list(
    "ORIGINAL REPRODUCED",
    "a run and its reproduction; --baseline is then the baseline of the original, and a second file that of the " +
      "reproduction",
  ),
  measures: measuresOption,
  complete: flag("count a judged query that is not in some run with 0, instead of leaving it out"),
  figure: text("FILE", "draw the differences by query on the first measure, as .svg or .html"),
  format: oneOf(["table", "json"], "output format", { default: "table" }),
  perQuery: flag("with json: add the differences by query"),
  seed: number("N", "seed of all random numbers", { rule: naturalNumber, default: 1 }),
  permutations: number("N", "random permutations of the randomisation test", {
    rule: positiveInteger,
    default: 10_000,
  }),
  resamples: number("N", "resamples of the bootstrap", { rule: positiveInteger, default: 10_000 }),
  confidence: number("C", "confidence of the intervals", { rule: properShare, default: 0.95 }),
  persistence: number("P", "persistence of the rank-biased overlap", { rule: properShare, default: 0.9 }),
  depth: number("K", "ranks that Kendall's tau Union and the rank-biased overlap compare", {
    rule: positiveInteger,
    default: 1000,
  }),
};
type CompareOptions = Values<typeof compareOptions>;

export default defineCommand({
  name: "compare",
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

Of a reproduction: KTU is Kendall's tau Union, RBO the rank-biased overlap, RMSE the root mean square error of the
values by query, ER the effect ratio (1: the improvement over the baseline is as large as in the original), DeltaRI the
relative improvement in the original minus that in the reproduction (0: the same).

${FILES_HELP}`,
  async run(options) {
    const { figure, format, perQuery } = options;
    if (figure !== undefined && ![".svg", ".html"].includes(path.extname(figure))) {
      throw new UserError(`compare: expected --figure to end with .svg or .html but found "${figure}".`);
    }
    const settings = { ...options, measures: measuresOf(options.measures) };
    const qrels = await readQrels(options.qrels);
    const compare = options.reproduction.length > 0 ? compareWithReproduction : compareWithBaseline;
    const { leftOut, records, text, differences } = await compare(settings, qrels);
    if (leftOut.length > 0) {
      say(
        `${leftOut.length} judged queries are left out, as not all runs answer them (--complete counts them with 0).`,
      );
    }
    print(format === "json" ? jsonLines(records(perQuery)) : text());
    if (figure !== undefined) await draw(figure, differences());
    return 0;
  },
});

/** What there is to show of either kind of comparison. */
interface Compared {
  readonly leftOut: readonly string[];
  records(perQuery: boolean): object[];
  text(): string;
  differences(): DifferencesOfSystem[];
}

async function compareWithBaseline(options: CompareOptions, qrels: Qrels): Promise<Compared> {
  const comparison = compareSystems(await readSystems(options), qrels, options);
  return {
    leftOut: comparison.leftOut,
    records: (perQuery) => comparisonRecords(comparison, { perQuery }),
    text: () => comparisonText(comparison, options),
    differences: () => comparisonDifferences(comparison, options.measures[0]),
  };
}

/** The baseline, then the other systems. */
async function readSystems({ baseline, run, system }: CompareOptions): Promise<System[]> {
  if (baseline.length === 0 || run.length + system.length === 0) {
    throw new UserError(
      "compare: expected --baseline FILE and --run FILE or --system NAME FILE. `deno task compare --help` lists the " +
        "options.",
    );
  }
  const nameless = system.find((values) => values.length < 2);
  if (nameless) {
    throw new UserError(
      `compare: expected --system NAME FILE [FILE …] but found only "${nameless[0]}" after --system.`,
    );
  }
  const [first, ...names] = runNames([baseline[0], ...run]);
  const files: [string, string[]][] = [
    [first, baseline],
    ...run.map((file, i): [string, string[]] => [names[i], [file]]),
    ...system.map(([name, ...files]): [string, string[]] => [name, files]),
  ];
  const twice = files.find(([name], i) => files.findIndex(([other]) => other === name) < i);
  if (twice) {
    throw new UserError(`compare: expected systems of different names but found "${twice[0]}" twice.`);
  }
  const systems: System[] = [];
  for (const [name, runs] of files) systems.push({ name, runs: await readRuns(runs) });
  return systems;
}

async function compareWithReproduction(options: CompareOptions, qrels: Qrels): Promise<Compared> {
  const { reproduction, baseline, run, system } = options;
  if (reproduction.length !== 2 || baseline.length > 2 || run.length + system.length > 0) {
    throw new UserError(
      "compare: expected --reproduction ORIGINAL REPRODUCED with at most two files after --baseline, and no --run or " +
        `--system, but found ${reproduction.length} runs and ${baseline.length} baselines.`,
    );
  }
  const [original, reproduced] = await readRuns(reproduction);
  const [first, second = first] = await readRuns(baseline);
  const found = compareReproduction(
    { original, reproduced, baseline: first && { original: first, reproduced: second } },
    qrels,
    options,
  );
  const [originalName, reproducedName] = runNames(reproduction);
  const names = { original: originalName, reproduced: reproducedName };
  return {
    leftOut: found.leftOut,
    records: (perQuery) => reproductionRecords(found, { ...names, perQuery }),
    text: () => reproductionText(found, names),
    differences: () => reproductionDifferences(found, names),
  };
}

async function readRuns(files: readonly string[]): Promise<Run[]> {
  const runs: Run[] = [];
  for (const file of files) runs.push(await readRun(file));
  return runs;
}

/** Only a figure needs npm packages. */
async function draw(file: string, systems: DifferencesOfSystem[]): Promise<void> {
  (await import("../setup/mod.ts")).requirePackages();
  const { differencesFigure, writeFigure } = await import("../figures/mod.ts");
  await writeFigure(file, differencesFigure(systems));
  say(`Wrote ${file}.`);
}
