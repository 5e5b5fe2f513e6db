/** The years of TREC's Deep Learning track with the systems that this machine has. */
import { findTrecDL, type TrecDLYear } from "./trec_dl.ts";
import type { JudgedCollection, RankedSystem } from "../evaluation/mod.ts";
import { readQrels, readRun } from "../trec/mod.ts";

/** What the public runs are called in print, by the names in their files. */
export const systemNames: Readonly<Record<string, string>> = {
  BM25: "BM25",
  BM25_RM3: "BM25+RM3",
  D_BERT_KD_TASB: "TAS-B",
  OPEN_AI_ADA2: "ADA2",
  SPLADE_P_P_ENSEMBLE_DISTIL: "SPLADE++ED",
  REP_LLAMA: "RepLLaMA",
};

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
      systems.push({ name: systemNames[system] ?? system, run: await readRun(file) });
    }
    collections.push({ name: `DL ${year}`, qrels: await readQrels(qrels), systems });
  }
  return collections;
}
