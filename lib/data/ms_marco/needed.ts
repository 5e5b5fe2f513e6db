/** The files of MS MARCO that the paper's experiments need: which of them are not on this machine, and fetching these. */
import { downloadBytes, localMSMarcoFile, msMarcoFile, type MSMarcoName } from "./files.ts";
import type { TrecDLYear } from "../trec_dl.ts";
import type { MSMarcoSplits } from "./collection.ts";
import { hubQrels, hubTexts } from "./hub_layout.ts";
import { filesOfSet } from "./queries.ts";
import { fileOfPairs, type PairList } from "./training_triples.ts";

const NEEDED: readonly MSMarcoName[] = [
  "collection.tsv",
  "queries.train.tsv",
  "qrels.train.tsv",
  "qidpidtriples.train.full.2.tsv",
  "msmarco-test2019-queries.tsv",
  "2019qrels-pass.txt",
  "msmarco-passagetest2019-top1000.tsv",
  "msmarco-test2020-queries.tsv",
  "2020qrels-pass.txt",
  "msmarco-passagetest2020-top1000.tsv",
];

/** Those that neither the mirror folder nor the cache has. */
export function missingMSMarcoFiles(): MSMarcoName[] {
  return NEEDED.filter((name) => !isHere(name));
}

/**
 * Those of some splits that are not here.
 *
 * @param options.lists The lists of pairs that are trained on; undefined is the one that is taken without a choice.
 * @param options.years Of TREC's track, whose official candidates are reordered.
 */
export function missingMSMarcoFilesOf(
  { dev, test }: MSMarcoSplits,
  { lists, years }: {
    readonly lists: readonly (PairList | undefined)[];
    readonly years: readonly TrecDLYear[];
  },
): MSMarcoName[] {
  const names: MSMarcoName[] = [
    "collection.tsv",
    ...(["train", ...dev, ...test] as const).flatMap(filesOfSet),
    ...lists.map(fileOfPairs),
    ...years.map((year) => `msmarco-passagetest${year}-top1000.tsv` as const),
  ];
  return [...new Set(names)].filter((name) => !isHere(name));
}

/** What has to be downloaded where none is here. */
export function msMarcoDownloadBytes(): number {
  return downloadBytes(NEEDED);
}

/** Fetches those that are not here, 3 GB for all. */
export async function fetchMSMarcoFiles(): Promise<void> {
  for (const name of missingMSMarcoFiles()) await msMarcoFile(name);
}

/** Whether this machine has a file, or what its readers take in its place. */
function isHere(name: MSMarcoName): boolean {
  return Boolean(localMSMarcoFile(name) || hubTexts(name).length > 0 || hubQrels(name));
}
