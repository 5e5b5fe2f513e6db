/** Judged collections with the systems that are compared on them: what the figures on evaluation are made of. */
import type { Qrels, Run } from "../base/mod.ts";
import { findTrecDL, TREC_DL, trecDLNames, type TrecDLYear } from "../data/mod.ts";
import { rankOrder } from "../metrics/mod.ts";
import { readQrels, readRun } from "../trec/mod.ts";
import { enumerated, showMarkdown } from "../report/mod.ts";

/** A system by its run. */
export interface RankedSystem {
  readonly name: string;
  readonly run: Run;
}

/** Judgements, and two systems or more that rank for the same queries. */
export interface JudgedCollection {
  /** As figures print it: `DL 2019`. */
  readonly name: string;
  readonly qrels: Qrels;
  readonly systems: readonly RankedSystem[];
}

/** What the public runs are called in print, and their colours; lexical systems in greys. */
const known: Readonly<Record<string, readonly [name: string, colour: string]>> = {
  BM25: ["BM25", "#333333"],
  BM25_RM3: ["BM25+RM3", "#8C8C8C"],
  D_BERT_KD_TASB: ["TAS-B", "#0072B2"],
  OPEN_AI_ADA2: ["ADA2", "#D55E00"],
  SPLADE_P_P_ENSEMBLE_DISTIL: ["SPLADE++ED", "#009E73"],
  REP_LLAMA: ["RepLLaMA", "#AA3F8C"],
};
const colourByName = new Map(Object.values(known));
const OTHER_COLOUR = "#E69F00";

/** The colour of a system, the same in all figures. */
export function systemColour(name: string): string {
  return colourByName.get(name) ?? OTHER_COLOUR;
}

/**
 * Loads the years of TREC's Deep Learning track that this machine has: those with judgements and two runs or more.
 *
 * @throws UserError for a file that is malformed.
 */
export async function loadTrecDL(years: readonly TrecDLYear[] = [2019, 2020]): Promise<JudgedCollection[]> {
  const collections: JudgedCollection[] = [];
  for (const { year, qrels, runs } of years.map(findTrecDL)) {
    if (!qrels || runs.length < 2) continue;
    const systems: RankedSystem[] = [];
    for (const { system, file } of runs) {
      systems.push({ name: known[system]?.[0] ?? system, run: await readRun(file) });
    }
    collections.push({ name: `DL ${year}`, qrels: await readQrels(qrels), systems });
  }
  return collections;
}

/** What was loaded, or what to put where, as Markdown. */
export function loadedFindings(collections: readonly JudgedCollection[]): string {
  if (collections.length === 0) return whereToPut();
  return collections.map((collection) => {
    const { name, qrels, systems } = collection;
    const judgements = [...qrels.values()].reduce((sum, grades) => sum + grades.size, 0);
    const depth = commonDepth(collection);
    const deeper = systems.filter(({ run }) => depthOf(run) > depth);
    const beyond = deeper.map(({ name, run }) => `${name} (${depthOf(run)})`);
    return `**${name}**: ${qrels.size} queries, ${judgements} judgements; ${
      enumerated(systems.map(({ name }) => name))
    }, ${depth} passages for each query${beyond.length ? `, more from ${enumerated(beyond)}` : ""}.`;
  }).join("\n\n");
}

/**
 * Shows what is made of collections; where there are none, a line that says so.
 *
 * A cell that shows something always has an output, with the data and without.
 */
export async function showWithData(
  collections: readonly JudgedCollection[],
  show: () => Promise<void>,
): Promise<void> {
  if (collections.length > 0) await show();
  else await showMarkdown("*Nothing to show without the data: see the first cell.*");
}

/** The longest ranking of a run. */
export function depthOf(run: Run): number {
  return Math.max(0, ...[...run.values()].map(({ ids }) => ids.length));
}

/** The depth that all systems of a collection reach. */
export function commonDepth({ systems }: JudgedCollection): number {
  return Math.min(...systems.map(({ run }) => depthOf(run)));
}

/** A run without what trec_eval ranks below a depth. */
export function cutRun(run: Run, depth: number): Run {
  return new Map([...run].map(([query, { ids, scores }]) => {
    const kept = Array.from(rankOrder(ids, scores).subarray(0, depth));
    return [query, { ids: kept.map((i) => ids[i]), scores: Float64Array.from(kept, (i) => scores[i]) }];
  }));
}

function whereToPut(): string {
  const years = [2019, 2020] as const;
  const files = years.flatMap((year) => {
    const { qrels, run } = trecDLNames(year);
    return [
      `- \`${TREC_DL}/${qrels}\`: the judgements, which NIST publishes as \`${year}qrels-pass.txt\``,
      `- \`${TREC_DL}/${run("SYSTEM")}\`: for each of two systems or more, its ranking in TREC's format`,
    ];
  });
  return [
    "**The judgements and runs of TREC Deep Learning are not on this machine**, and this notebook loads nothing by " +
    "itself. Put these files into a folder, name it in the environment variable `KIT_MIRROR`, and run the notebook " +
    "again (or put them into `.cache/downloads` in the project):",
    files.join("\n"),
    "`fetchTrecDLQrels(2019)` of `kit/data/mod.ts` loads the judgements from NIST. The six runs shown here, with " +
    `\`SYSTEM\` one of ${
      Object.keys(known).map((name) => `\`${name}\``).join(", ")
    }, are first-stage runs that the ` +
    "project RankLLM publishes (`castorini/rank_llm_data`, folder `retrieve_results`); give them these names. Any " +
    "others will do, your own too.",
  ].join("\n\n");
}
