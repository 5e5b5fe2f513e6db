/** The table of `results/scale.md` on the experiments. */
import { markdownTable } from "../base/mod.ts";
import { MOST_TRIPLES } from "../data/mod.ts";
import {
  cards,
  coreSeconds,
  ourRuns,
  type PaperExperiment,
  paperExperiments,
  paperTier,
  paperWork,
  reckonedSeconds,
  runFlops,
  trainingFlops,
} from "../studies/mod.ts";
import type { RunConfig } from "../runs/mod.ts";

const HOUR = 3600;

/** A row an experiment: what it has to do, and how long it would take; the tier in all, and what it leaves out. */
export async function experimentTable(): Promise<string> {
  const triplesOf = () => Promise.resolve(MOST_TRIPLES);
  const row = async (name: PaperExperiment) => rowOf(name, await ourRuns([name], { triplesOf }));
  const leftOut = paperExperiments.filter((name) => !paperTier.includes(name));
  const rows = [
    ...await Promise.all(paperTier.map(row)),
    rowOf("**tier paper in all**", await ourRuns("paper", { triplesOf })),
    ...(await Promise.all(leftOut.map(row))).map(([name, ...numbers]) => [
      `${name} (not in the tier)`,
      ...numbers,
    ]),
  ];
  return markdownTable([
    [
      "experiment",
      "runs",
      "triples, million",
      "10^15 operations, packed",
      "of it embedding",
      "10^15 operations, padded",
      ...cards.map(({ name }) => `${name}, h`),
      "two cores, h",
    ],
    ...rows,
  ]);
}

function rowOf(name: string, runs: readonly RunConfig[]): string[] {
  const sum = (of: (config: RunConfig) => number) => runs.reduce((all, config) => all + of(config), 0);
  const packed = sum((config) => runFlops(config));
  const embedding = packed - sum((config) => trainingFlops(config));
  return [
    name,
    String(runs.length),
    (sum((config) => paperWork(config).triples) / 1e6).toFixed(0),
    digits(packed / 1e15),
    `${(100 * embedding / packed).toFixed(0)} %`,
    digits(sum((config) => runFlops(config, "padded")) / 1e15),
    ...cards.map((card) => `≈ ${digits(reckonedSeconds(packed, card) / HOUR)}`),
    `≈ ${digits(sum((config) => coreSeconds(config)) / 2 / HOUR)}`,
  ];
}

/** Two digits that count. */
function digits(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString("en");
}
