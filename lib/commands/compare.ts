/** `compare`: systems against a baseline, or a run against its reproduction. */
import path from "node:path";
import process from "node:process";
import { pValue, type Qrels, signed, textTable, UserError } from "../base/mod.ts";
import { readRun } from "../trec/mod.ts";
import { type Arguments, type NumberRule, parseArguments } from "./arguments.ts";
import {
  type ComparedSystem,
  compareReproduction,
  compareSystems,
  type Comparison,
  type DifferencesOfSystem,
  type Reproduction,
  type System,
} from "../evaluation/mod.ts";
import { DEFAULT_MEASURES, FILES_HELP, measuresOf, namesOf, qrelsOf } from "./inputs.ts";

/** Draws differences into a file. */
export type DrawDifferences = (file: string, systems: readonly DifferencesOfSystem[]) => Promise<void>;

const help = `deno task compare --qrels FILE --baseline FILE [FILE …] --run FILE [FILE …] [options]
deno task compare --qrels FILE --reproduction ORIGINAL REPRODUCED [--baseline FILE [FILE]] [options]

Compares systems with a baseline, query by query; or a run with its reproduction.

  --qrels FILE          relevance judgements
  --baseline FILE …     the baseline; several files are its runs with different seeds
  --run FILE …          systems, each by one run
  --system NAME FILE …  one system by its runs with different seeds; may be repeated
  --reproduction O R    a run and its reproduction; --baseline is then what the original was to improve upon, and,
                        as a second file, what that was in the reproduction
  --measures "A B …"    default "${DEFAULT_MEASURES}"
  --complete            a judged query that some run lacks counts with 0; it is left out otherwise
  --figure FILE         draws the differences by query, of the first measure, as .svg or as .html
  --format NAME         table (default) or json
  --per-query           with json: the differences by query too
  --seed N              of all random draws; default 1
  --permutations N      random exchanges of the randomisation test; default 10000
  --resamples N         resamples of the bootstrap; default 10000
  --confidence C        of the intervals; default 0.95
  --persistence P       of the rank-biased overlap; default 0.9
  --depth K             ranks that Kendall's tau Union and the overlap look at; default 1000
  --help

Tests are paired and two-sided. t: Student's t-test. Wilcoxon: signed ranks, exact up to 100 queries that differ.
random.: Fisher's randomisation test, p = (1 + exchanges at least as extreme) / (1 + all exchanges). Holm and Bonf.
correct the p of the randomisation test for the number of systems on the same measure (json has them for all tests).
d is Cohen's, paired: mean difference over the standard deviation of the differences. W/T/L counts the queries on which
a system is better than the baseline, equal, and worse. The values of several runs of a system are averaged by query
for all of these; the interval over queries and seeds draws the runs anew as well.

Of a reproduction: KTU is Kendall's tau Union, RBO the rank-biased overlap, RMSE the root mean square error of the
values by query, ER the effect ratio (1: the improvement over the baseline is as large as in the original), DeltaRI the
relative improvement in the original less that in the reproduction (0: the same).

${FILES_HELP}
`;

const positive = { rule: "an integer above 0", accepts: (n: number) => Number.isSafeInteger(n) && n > 0 };
const share = { rule: "a number between 0 and 1", accepts: (n: number) => n > 0 && n < 1 };
const seedRule = { rule: "an integer from 0 on", accepts: (n: number) => Number.isSafeInteger(n) && n >= 0 };
const numbers: Record<string, NumberRule> = {
  seed: { default: 1, ...seedRule },
  permutations: { default: 10_000, ...positive },
  resamples: { default: 10_000, ...positive },
  confidence: { default: 0.95, ...share },
  persistence: { default: 0.9, ...share },
  depth: { default: 1000, ...positive },
};

/**
 * The command `compare`.
 *
 * @param options.draw Draws the figure.
 * @returns The exit code.
 * @throws UserError for an unknown option or measure, a file that is missing or malformed, or too few queries.
 */
export async function compareCommand(args: string[], options: { draw: DrawDifferences }): Promise<number> {
  const given = parseArguments(args, {
    command: "compare",
    takes: {
      qrels: "one",
      baseline: "many",
      run: "many",
      system: "many",
      reproduction: "many",
      measures: "many",
      complete: "nothing",
      figure: "one",
      format: "one",
      "per-query": "nothing",
      help: "nothing",
      ...Object.fromEntries(Object.keys(numbers).map((name) => [name, "one" as const])),
    },
  });
  if (given.has("help")) {
    process.stdout.write(help);
    return 0;
  }
  const format = given.one("format") ?? "table";
  if (format !== "table" && format !== "json") {
    throw new UserError(`compare: expected --format to be table or json but found "${format}".`);
  }
  const figure = given.one("figure");
  if (figure !== undefined && ![".svg", ".html"].includes(path.extname(figure))) {
    throw new UserError(`compare: expected --figure to end with .svg or .html but found "${figure}".`);
  }
  const settings = {
    measures: measuresOf(given),
    complete: given.has("complete"),
    ...Object.fromEntries(Object.keys(numbers).map((name) => [name, given.number(name, numbers[name])])),
  };
  const qrels = await qrelsOf(given, "compare");
  const reproduction = given.has("reproduction");
  const found = reproduction
    ? await ofReproduction(given, qrels, settings)
    : await ofSystems(given, qrels, settings);
  for (const note of found.notes) process.stderr.write(`${note}\n`);
  process.stdout.write(format === "json" ? json(found.records(given.has("per-query"))) : found.table());
  if (figure !== undefined) await options.draw(figure, found.differences);
  return 0;
}

/** What either kind of comparison has to show. */
interface Shown {
  readonly notes: string[];
  readonly differences: DifferencesOfSystem[];
  records(perQuery: boolean): object[];
  table(): string;
}

type Settings = Parameters<typeof compareSystems>[2] & Parameters<typeof compareReproduction>[2];

async function ofSystems(given: Arguments, qrels: Qrels, settings: Settings): Promise<Shown> {
  const baseline = given.all("baseline"), runs = given.all("run"), systems = given.each("system");
  if (baseline.length === 0 || runs.length + systems.length === 0) {
    throw new UserError(
      "compare: expected --baseline FILE and --run FILE or --system NAME FILE. `deno task compare --help` lists the " +
        "options.",
    );
  }
  const nameless = systems.find((values) => values.length < 2);
  if (nameless) {
    throw new UserError(
      `compare: expected --system NAME FILE [FILE …] but found only "${nameless[0]}" after --system.`,
    );
  }
  const [first, ...names] = namesOf([baseline[0], ...runs]);
  const read = async (name: string, files: string[]): Promise<System> => ({
    name,
    runs: await readAll(files),
  });
  const all = [await read(first, baseline)];
  for (const [i, file] of runs.entries()) all.push(await read(names[i], [file]));
  for (const [name, ...files] of systems) all.push(await read(name, files));
  const twice = all.find(({ name }, i) => all.findIndex((other) => other.name === name) < i);
  if (twice) {
    throw new UserError(`compare: expected systems of different names but found "${twice.name}" twice.`);
  }
  const comparison = compareSystems(all, qrels, settings);
  const { queries, leftOut } = comparison;
  return {
    notes: leftOutNotes(leftOut),
    differences: comparison.rows.filter(({ measure }) => measure === settings.measures[0])
      .map(({ system, baseline, measure, differences }) => ({
        system,
        baseline,
        measure,
        differences,
        queries,
      })),
    records: (perQuery) =>
      comparison.rows.map(({ differences, ...row }) => ({
        ...row,
        queries: queries.length,
        ...(perQuery && { differences: byQuery(queries, differences) }),
      })),
    table: () => systemTables(comparison, settings.confidence ?? 0.95),
  };
}

async function ofReproduction(given: Arguments, qrels: Qrels, settings: Settings): Promise<Shown> {
  const files = given.all("reproduction"), baselines = given.all("baseline");
  if (files.length !== 2 || baselines.length > 2 || given.has("run") || given.has("system")) {
    throw new UserError(
      "compare: expected --reproduction ORIGINAL REPRODUCED with one --baseline, or with two, and no --run or " +
        `--system, but found ${files.length} runs and ${baselines.length} baselines.`,
    );
  }
  const [original, reproduced] = await readAll(files);
  const read = await readAll(baselines);
  const baseline = read.length > 0 ? { original: read[0], reproduced: read[1] ?? read[0] } : undefined;
  const found = compareReproduction({ original, reproduced, baseline }, qrels, settings);
  const names = namesOf(files);
  const [first] = found.measures;
  return {
    notes: leftOutNotes(found.leftOut),
    differences: [{ system: names[1], baseline: names[0], ...first, queries: found.queries }],
    records: (perQuery) => reproductionRecords(found, names, perQuery),
    table: () => reproductionTable(found, names),
  };
}

async function readAll(files: readonly string[]) {
  const runs = [];
  for (const file of files) runs.push(await readRun(file));
  return runs;
}

function leftOutNotes(leftOut: readonly string[]): string[] {
  if (leftOut.length === 0) return [];
  return [
    `${leftOut.length} judged queries are left out, as not all runs answer them (--complete counts them with 0).`,
  ];
}

function byQuery(queries: readonly string[], values: ArrayLike<number>): Record<string, number> {
  return Object.fromEntries(queries.map((query, i) => [query, values[i]]));
}

function json(records: readonly object[]): string {
  return `[\n${records.map((record) => JSON.stringify(record)).join(",\n")}\n]\n`;
}

function systemTables({ queries, rows }: Comparison, confidence: number): string {
  const measures = [...new Set(rows.map(({ measure }) => measure))];
  const interval = `${+(100 * confidence).toFixed(2)} %`;
  return measures.map((measure) => {
    const mine = rows.filter((row) => row.measure === measure);
    const [{ baseline, baselineMean, seeds }] = mine;
    const header = ["system", "mean", "diff.", `${interval}, queries`];
    if (seeds) header.push("queries and seeds");
    header.push("d", "W/T/L", "p: t", "Wilcoxon", "random.", "Holm", "Bonf.");
    return `${measure} over ${queries.length} queries against ${baseline}, ${baselineMean.toFixed(4)}\n` +
      textTable([header, ...mine.map(systemRow)]);
  }).join("\n");
}

function systemRow(row: ComparedSystem): string[] {
  const { t, wilcoxon, randomisation } = row.tests;
  return [
    row.system,
    row.mean.toFixed(4),
    signed(row.difference, 4),
    `[${signed(row.low, 4)}, ${signed(row.high, 4)}]`,
    ...(row.seeds ? [`[${signed(row.seeds.low, 4)}, ${signed(row.seeds.high, 4)}]`] : []),
    signed(row.cohen, 2),
    `${row.wins}/${row.ties}/${row.losses}`,
    ...[t.p, wilcoxon.p, randomisation.p, randomisation.holm, randomisation.bonferroni].map(pValue),
  ];
}

function reproductionTable(found: Reproduction, [original, reproduced]: string[]): string {
  const { queries, tau, overlap, measures } = found;
  const hasBaseline = measures[0].effectRatio !== undefined;
  const header = [
    "measure",
    "original",
    "reprod.",
    "diff.",
    "RMSE",
    ...(hasBaseline ? ["ER", "DeltaRI"] : []),
  ];
  header.push("W/T/L", "p: t", "Wilcoxon", "random.");
  const rows = measures.map((row) => [
    row.measure,
    row.original.toFixed(4),
    row.reproduced.toFixed(4),
    signed(row.difference, 4),
    row.rootMeanSquareError.toFixed(4),
    ...(hasBaseline ? [orDash(row.effectRatio), orDash(row.deltaRelativeImprovement)] : []),
    `${row.wins}/${row.ties}/${row.losses}`,
    ...[row.p.t, row.p.wilcoxon, row.p.randomisation].map(pValue),
  ]);
  const why = new Set(
    measures.flatMap((row) => [row.effectRatio, row.deltaRelativeImprovement])
      .filter((value) => typeof value === "string"),
  );
  return `${reproduced} as a reproduction of ${original}, over ${queries.length} queries\n` +
    `KTU ${tau.toFixed(4)}  RBO ${overlap.toFixed(4)}\n\n` + textTable([header, ...rows]) +
    [...why].map((text) => `–: ${text}\n`).join("");
}

function orDash(value: number | string | undefined): string {
  return typeof value === "number" ? value.toFixed(4) : "–";
}

/** Records {original, reproduced, measure, statistic, query, value}; measure is null where rankings are compared. */
function reproductionRecords(found: Reproduction, [original, reproduced]: string[], perQuery: boolean) {
  const record = (measure: string | null, statistic: string, query: string, value: unknown) => ({
    original,
    reproduced,
    measure,
    statistic,
    query,
    value: typeof value === "number" ? value : null,
  });
  const rankings = (["tau", "overlap"] as const).flatMap((statistic) => [
    ...(perQuery ? found.orderings : []).map((each) => record(null, statistic, each.query, each[statistic])),
    record(null, statistic, "all", found[statistic]),
  ]);
  const values = found.measures.flatMap(({ measure, p, differences, ...row }) => [
    ...(perQuery ? found.queries : []).map((query, i) =>
      record(measure, "difference", query, differences[i])
    ),
    ...Object.entries(row).map(([statistic, value]) => record(measure, statistic, "all", value)),
    ...Object.entries(p).map(([test, value]) => record(measure, `p ${test}`, "all", value)),
  ]);
  return [...rankings, ...values];
}
