/** `results/summary.md`: our results as Markdown tables, derived from the Arrow files and checked against them. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { markdownTable, mean as meanOf, UserError, writeAtomically } from "../base/mod.ts";
import {
  collectionLabel,
  encoderLabel,
  encoderNamed,
  encoderRank,
  inResults,
  loadResults,
  type MeasureName,
  NO_ENCODER,
  RERANKED,
  type RunResult,
  storedConfigs,
} from "../runs/mod.ts";
import { relevanceNote } from "./measure_notes.ts";
import { comparisonsOf, estimate, means, seedEstimate, type SeedGroup, seedGroups } from "../studies/mod.ts";

/** Results as Markdown: one table for each collection that was searched, sorted by encoder, then by nDCG@10. */
export function summaryTable(results: readonly RunResult[]): string {
  const groups = Map.groupBy(results, ({ config }) => collectionLabel(config));
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([collection, group]) => {
    const queries = group[0].queries.length;
    const note = relevanceNote(group);
    return `## ${collection}\n\n${queries} test queries; means, nDCG@10 with its 95 % interval, over seeds too where there are several.${
      note && ` ${note}`
    }\n\n` +
      groupTable(group);
  }).join("\n");
}

function groupTable(results: readonly RunResult[]): string {
  const header = [
    "encoder",
    "method",
    "nDCG@10",
    "interval",
    "RR@10",
    "R@100",
    RERANKED,
    "triples",
    "seconds",
  ];
  const rows = settingsOf(results).map(({ group, label }) => {
    const { config } = group;
    const mean = (name: MeasureName) => meanOf(group.results.map((result) => means(result)[name]));
    const ndcg = mean("nDCG@10");
    const { low, high } = group.results.length === 1
      ? estimate(group.results[0], "nDCG@10")
      : seedEstimate(group);
    const seeds = group.results.length > 1 ? `, ${group.results.length} seeds` : "";
    const [{ history }] = group.results;
    const cells = [
      config.encoder === NO_ENCODER ? "" : encoderLabel(config),
      label + seeds,
      ndcg.toFixed(3),
      `${low.toFixed(3)} to ${high.toFixed(3)}`,
      ...(["RR@10", "R@100", RERANKED] as const).map((name) => mean(name).toFixed(3)),
      String(history.at(-1)?.triples ?? 0),
      meanOf(group.results.map(({ seconds }) => seconds)).toFixed(0),
    ];
    return { encoder: config.encoder, ndcg, cells };
  });
  rows.sort((a, b) => encoderRank(a.encoder) - encoderRank(b.encoder) || b.ndcg - a.ndcg);
  return markdownTable([header, ...rows.map(({ cells }) => cells)], { left: [0, 1] });
}

/** The settings of results, each in words: its method, what is unusual about it, and its rate where several were tried. */
function settingsOf(results: readonly RunResult[]): { group: SeedGroup; label: string }[] {
  const untrained = seedGroups(results.filter(({ config }) => !config.training));
  return [
    ...untrained.map((group) => ({ group, label: group.label })),
    ...comparisonsOf(results).flatMap(({ condition, methods }) =>
      methods.flatMap(({ label, searched }) =>
        searched.map((group) => {
          const rate = searched.length > 1 ? `rate ${group.config.training!.learningRate}` : "";
          return { group, label: [label, condition, rate].filter((words) => words !== "").join(", ") };
        })
      )
    ),
  ];
}

/** What `results/summary.md` has to say of the committed runs; the tier `smoke` is left out. */
async function summary(): Promise<string> {
  const configs = (await storedConfigs("committed")).filter(({ collection }) =>
    collection.subset !== "smoke"
  );
  const results = await loadResults(configs);
  const machines = [...new Set(results.map(({ machine }) => machine))].sort();
  return "# Results\n\nDerived from `results/runs` by `deno task reproduce --commit`; a test compares the two.\n\n" +
    (machines.length ? `Computed on ${machines.join("; ")}.\n\n` : "No runs yet.\n") +
    backgrounds(results) + `${RERANKED}: the RR@10 of BM25's best 30, sorted by the run's own scores.\n\n` +
    summaryTable(results);
}

/** What the encoders of results have learned before, in sentences. */
function backgrounds(results: readonly RunResult[]): string {
  const names = new Set(results.map(({ config }) => config.encoder));
  const known = [...names].flatMap((name) => encoderNamed(name) ?? []);
  return known.map(({ name, background }) => `\`${name}\` ${background}. `).join("");
}

/** Writes `results/summary.md`. */
export async function writeSummary(): Promise<string> {
  const file = inResults("summary.md");
  await writeAtomically(file, await summary());
  return file;
}

/**
 * Checks that `results/summary.md` says what the stored runs say.
 *
 * @throws UserError with the first line that differs.
 */
export async function checkSummary(): Promise<void> {
  const file = inResults("summary.md");
  if (!existsSync(file) && (await storedConfigs("committed")).length === 0) return;
  const found = existsSync(file) ? (await readFile(file, "utf8")).split("\n") : [];
  const expected = (await summary()).split("\n");
  const at = expected.findIndex((line, i) => line !== found[i]);
  if (at < 0 && found.length === expected.length) return;
  throw new UserError(
    `Expected line ${at + 1} of ${file} to be "${expected[at] ?? ""}" as the stored runs have it, ` +
      `but found "${found[at] ?? ""}". \`deno task reproduce --commit\` writes it.`,
  );
}
