/** The judged queries of MS MARCO's splits and of TREC's Deep Learning track. */
import path from "node:path";
import { type Qrels, type Texts, textsAt, UserError } from "../../base/mod.ts";
import { readQrels } from "../../trec/mod.ts";
import { readParquetTexts } from "../parquet_texts.ts";
import { msMarcoFile, type MSMarcoName, shown } from "./files.ts";
import { hubQrels, hubTexts } from "./hub_layout.ts";
import { allTexts, readTabbedTexts } from "./read_texts.ts";

interface QuerySet {
  readonly queries: MSMarcoName;
  readonly qrels: MSMarcoName;
}

const SETS = {
  train: { queries: "queries.train.tsv", qrels: "qrels.train.tsv" },
  dev: { queries: "queries.dev.small.tsv", qrels: "qrels.dev.small.tsv" },
  dl19: { queries: "msmarco-test2019-queries.tsv", qrels: "2019qrels-pass.txt" },
  dl20: { queries: "msmarco-test2020-queries.tsv", qrels: "2020qrels-pass.txt" },
} as const satisfies Record<string, QuerySet>;

/**
 * A set of queries: `train`, `dev` (the 6,980 of dev.small), `dl19` and `dl20` (the judged topics of TREC's Deep Learning
 * track of 2019 and 2020).
 */
export type QuerySetName = keyof typeof SETS;

export const querySets = Object.keys(SETS) as QuerySetName[];

/** The files of a set: its queries and their judgements. */
export function filesOfSet(name: QuerySetName): MSMarcoName[] {
  return [SETS[name].queries, SETS[name].qrels];
}

/** Queries that are judged, and their judgements. */
export interface JudgedQueries {
  readonly queries: Texts;
  readonly qrels: Qrels;
  /** The file of the judgements, for messages. */
  readonly file: string;
}

/**
 * Reads the judged queries of a set, in the order of their file.
 *
 * @throws UserError where a file is missing or malformed, or a judged query is missing.
 */
export async function readJudgedQueries(name: QuerySetName): Promise<JudgedQueries> {
  const { file, qrels } = await judgementsOf(SETS[name]);
  const known = (id: string) => qrels.has(id);
  const { queries, at } = await queriesOf(SETS[name], known);
  if (queries.ids.length < qrels.size) {
    const found = new Set(queries.ids);
    const missing = [...qrels.keys()].find((id) => !found.has(id));
    throw new UserError(
      `Expected every query of ${file} in ${at} but did not find "${missing}". Was ${path.basename(at)} cut?`,
    );
  }
  return { queries, qrels, file };
}

async function judgementsOf({ qrels: name }: QuerySet): Promise<{ file: string; qrels: Qrels }> {
  const onHub = hubQrels(name);
  if (onHub) return { file: onHub.file, qrels: await onHub.read() };
  const { file, member } = await msMarcoFile(name);
  return { file: shown({ file, member }), qrels: await readQrels(file, { member }) };
}

async function queriesOf(
  { queries: name }: QuerySet,
  known: (id: string) => boolean,
): Promise<{ queries: Texts; at: string }> {
  const onHub = hubTexts(name);
  if (onHub.length > 0) {
    const all = await allTexts(readParquetTexts(onHub));
    const kept = all.ids.flatMap((id, i) => known(id) ? [i] : []);
    return { queries: textsAt(all, kept), at: path.dirname(onHub[0]) };
  }
  const found = await msMarcoFile(name);
  const chunks = readTabbedTexts(found, { what: "queries", leaveOut: (id) => !known(id) });
  return { queries: await allTexts(chunks), at: shown(found) };
}

/** The 101,092 queries of the hidden test set, which have no judgements. */
export async function readEvalQueries(): Promise<Texts> {
  return await allTexts(readTabbedTexts(await msMarcoFile("queries.eval.tsv"), { what: "queries" }));
}
