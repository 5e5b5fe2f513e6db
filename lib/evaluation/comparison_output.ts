/** A comparison of systems as records, as the data of its figure, and as text. */
import { pValue, signed, textTable } from "../base/mod.ts";
import type { ComparedSystem, Comparison, Corrected, DifferencesOfSystem } from "./comparison.ts";
import { writtenP } from "./written_p.ts";

/** A row of a comparison, with the number of queries, and the differences by query where they are wanted. */
export type ComparisonRecord = Omit<ComparedSystem, "differences"> & {
  readonly queries: number;
  readonly differences?: Readonly<Record<string, number>>;
};

/** The rows of a comparison as records. */
export function comparisonRecords(
  { queries, rows }: Comparison,
  options: { perQuery: boolean },
): ComparisonRecord[] {
  return rows.map(({ differences, tests, ...row }) => ({
    ...row,
    tests: writtenTests(tests, differences),
    queries: queries.length,
    ...(options.perQuery && {
      differences: Object.fromEntries(queries.map((query, i) => [query, differences[i]])),
    }),
  }));
}

function writtenTests(tests: ComparedSystem["tests"], differences: Float64Array): ComparedSystem["tests"] {
  const written = ({ p, holm, bonferroni }: Corrected, infinite?: Float64Array): Corrected => ({
    p: writtenP(p, infinite),
    holm: writtenP(holm, infinite),
    bonferroni: writtenP(bonferroni, infinite),
  });
  return {
    t: written(tests.t, differences),
    wilcoxon: written(tests.wilcoxon),
    randomisation: written(tests.randomisation),
  };
}

/** The differences by query on one measure, for a figure. */
export function comparisonDifferences(comparison: Comparison, measure: string): DifferencesOfSystem[] {
  const { queries, rows } = comparison;
  return rows.filter((row) => row.measure === measure)
    .map(({ system, baseline, differences }) => ({ system, baseline, measure, differences, queries }));
}

/** A table for each measure. */
export function comparisonText({ queries, rows }: Comparison, options: { confidence: number }): string {
  const interval = `${+(100 * options.confidence).toFixed(2)} %`;
  return [...new Set(rows.map(({ measure }) => measure))].map((measure) => {
    const some = rows.filter((row) => row.measure === measure);
    const [{ baseline, baselineMean, seeds }] = some;
    const header = ["system", "mean", "diff.", `${interval}, queries`];
    if (seeds) header.push("queries and seeds");
    header.push("d", "W/T/L", "p: t", "Wilcoxon", "random.", "Holm", "Bonf.");
    return `${measure} over ${queries.length} queries against ${baseline}, ${baselineMean.toFixed(4)}\n` +
      textTable([header, ...some.map(systemRow)]);
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
