/** A run and its reproduction as records, as the data of its figure, and as text. */
import { counted, fixed, pValue, signed, textTable } from "../base/mod.ts";
import type { DifferencesOfSystem } from "./comparison.ts";
import type { Reproduction } from "./reproduction.ts";
import { writtenP } from "./written_p.ts";

/** The names of the two runs. */
export interface ReproductionNames {
  readonly original: string;
  readonly reproduced: string;
}

/** One statistic: of a query, or of all queries, where `query` is `all`. */
export interface ReproductionRecord extends ReproductionNames {
  /** Null where rankings are compared, not values. */
  readonly measure: string | null;
  readonly statistic: string;
  readonly query: string;
  /** "n/a" where the statistic is not defined. */
  readonly value: number | "n/a";
  /** Why it is not defined; absent where it is. */
  readonly reason?: string;
}

/** All statistics of a reproduction as records. */
export function reproductionRecords(
  found: Reproduction,
  { original, reproduced, perQuery }: ReproductionNames & { perQuery: boolean },
): ReproductionRecord[] {
  const record = (measure: string | null, statistic: string, query: string, value: number | string) => ({
    original,
    reproduced,
    measure,
    statistic,
    query,
    ...(typeof value === "number" ? { value } : { value: "n/a" as const, reason: value }),
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
    ...Object.entries(p).map(([test, value]) =>
      record(measure, `p ${test}`, "all", writtenP(value, test === "t" ? differences : undefined))
    ),
  ]);
  return [...rankings, ...values];
}

/** The differences by query on the first measure, for a figure. */
export function reproductionDifferences(
  { measures: [first], queries }: Reproduction,
  { original, reproduced }: ReproductionNames,
): DifferencesOfSystem[] {
  const { measure, differences } = first;
  return [{ system: reproduced, baseline: original, measure, differences, queries }];
}

/** The agreement of the rankings, a table of the measures, and why a statistic is not defined. */
export function reproductionText(found: Reproduction, { original, reproduced }: ReproductionNames): string {
  const { queries, tau, overlap, measures } = found;
  const hasBaseline = measures[0].effectRatio !== undefined;
  const header = [
    ...["measure", "original", "reprod.", "diff.", "RMSE"],
    ...(hasBaseline ? ["ER", "DeltaRI"] : []),
    ...["W/T/L", "p: t", "Wilcoxon", "random."],
  ];
  const rows = measures.map((row) => [
    row.measure,
    row.original.toFixed(4),
    row.reproduced.toFixed(4),
    signed(row.difference, 4),
    row.rootMeanSquareError.toFixed(4),
    ...(hasBaseline ? [orNone(row.effectRatio), orNone(row.deltaRelativeImprovement)] : []),
    `${row.wins}/${row.ties}/${row.losses}`,
    ...[row.p.t, row.p.wilcoxon, row.p.randomisation].map(pValue),
  ]);
  const reasons = new Set(
    measures.flatMap((row) => [row.effectRatio, row.deltaRelativeImprovement])
      .filter((value) => typeof value === "string"),
  );
  return `${reproduced} as a reproduction of ${original}, over ${
    counted(queries.length, "query", "queries")
  }\n` +
    `KTU ${tau.toFixed(4)}  RBO ${overlap.toFixed(4)}\n\n` + textTable([header, ...rows]) +
    [...reasons].map((text) => `n/a: ${text}\n`).join("");
}

function orNone(value: number | string | undefined): string {
  return typeof value === "number" ? fixed(value, 4) : "n/a";
}
