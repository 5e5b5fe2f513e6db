/**
 * The passage task of TREC's Deep Learning track: its judgements, and runs over its queries.
 *
 * The judgements are NIST's. The runs are all files in the folder of runs: to compare a run of your own, put it
 * there. Nothing is loaded from the network unless {@linkcode fetchTrecDLQrels} is called.
 *
 * @see Craswell et al., Overview of the TREC 2019 (and 2020) Deep Learning Track.
 */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { inCache, mirrorFolder } from "../base/mod.ts";
import { fetchFile, type RemoteFile } from "./download.ts";
import { webPlace } from "./web.ts";

export type TrecDLYear = 2019 | 2020;

export interface TrecDLFiles {
  readonly year: TrecDLYear;
  /** The judgements; absent where no place has them. */
  readonly qrels?: string;
  /** Runs of TREC's format by system, in the order of their names. */
  readonly runs: { readonly system: string; readonly file: string }[];
}

/** The folder in the mirror and in the cache's `downloads`. */
export const TREC_DL = "trec_dl";

const QRELS: Record<TrecDLYear, RemoteFile> = {
  2019: {
    name: "qrels.dl19-passage.txt",
    bytes: 187092,
    sha256: "8a1f10d550732e4cd91d7fc49846a3784de4040972f583e69285a88f3c5fee92",
  },
  2020: {
    name: "qrels.dl20-passage.txt",
    bytes: 218617,
    sha256: "60d4c34561f9687f8f73e0a752ba80ab80159b3e9c1bedd0a351f747ed6f5684",
  },
};

/**
 * The names of a year's files inside {@linkcode TREC_DL}.
 *
 * @example A run has its system's name
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(trecDLNames(2019).run("BM25"), "runs/BM25.trec_results_dl19_top100.txt");
 * ```
 */
export function trecDLNames(year: TrecDLYear): { qrels: string; run: (system: string) => string } {
  return { qrels: QRELS[year].name, run: (system) => `runs/${system}${ending(year)}` };
}

/** Finds a year's files: each in the mirror folder, or else in the cache. */
export function findTrecDL(year: TrecDLYear): TrecDLFiles {
  const mirror = mirrorFolder();
  const folders = [...(mirror ? [path.join(mirror, TREC_DL)] : []), inCache("downloads", TREC_DL)];
  const qrels = folders.map((folder) => path.join(folder, QRELS[year].name)).find((file) => existsSync(file));
  const runs = new Map<string, string>();
  for (const folder of folders.map((folder) => path.join(folder, "runs")).filter((at) => existsSync(at))) {
    for (const name of readdirSync(folder).filter((name) => name.endsWith(ending(year)))) {
      const system = name.slice(0, -ending(year).length);
      if (!runs.has(system)) runs.set(system, path.join(folder, name));
    }
  }
  const systems = [...runs.keys()].sort();
  return {
    year,
    ...(qrels && { qrels }),
    runs: systems.map((system) => ({ system, file: runs.get(system)! })),
  };
}

/**
 * Fetches a year's judgements from NIST, unless the mirror folder or the cache has them.
 *
 * @returns The file in the cache.
 * @throws UserError where they cannot be fetched.
 */
export function fetchTrecDLQrels(year: TrecDLYear): Promise<string> {
  const nist = webPlace(() => `https://trec.nist.gov/data/deep/${year}qrels-pass.txt`, { label: "NIST" });
  return fetchFile({ folder: TREC_DL, ...QRELS[year], places: [nist] });
}

function ending(year: TrecDLYear): string {
  return `.trec_results_dl${year % 100}_top100.txt`;
}
