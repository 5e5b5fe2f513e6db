/** The training triples of the reference, which are taken from MS MARCO's list once, and kept in the cache. */
import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import {
  type Collection,
  inCache,
  startProgress,
  type Triples,
  UserError,
  warnOfDamage,
  writeAtomically,
} from "../../base/mod.ts";
import { readArrow, writeArrow } from "../arrow.ts";
import { type FoundFile, localMSMarcoFile, MS_MARCO, msMarcoFile, shown } from "./files.ts";
import { countFirstPairs, firstPairs } from "./first_pairs.ts";

/** Pairs of each query, as in the reference. */
const PAIRS = 128;

/** More triples than this cannot be taken: MS MARCO judges passages for 502,939 train queries. */
export const MOST_TRIPLES = PAIRS * 502_939;

/** The published lists of pairs, and how many lines each has, for progress. The first is taken where none is chosen. */
const LISTS = {
  "qidpidtriples.train.full.2": 397_768_673,
  "qidpidtriples.train.full": 269_919_004,
} as const;

export type PairList = keyof typeof LISTS;

/** Raise this number when the same list gives other triples. */
const VERSION = 1;

const SCHEMA = { queries: "int32", positives: "int32", negatives: "int32" } as const;

/**
 * The triples of a collection's queries and passages: of each query the first 128 pairs of a list, queries with fewer left
 * out, in random order.
 *
 * @param options.list Default `qidpidtriples.train.full.2`. The other one is what ir_datasets calls `msmarco-passage/train`.
 * @throws UserError where the list is missing, or with the line that is malformed or names what the collection lacks.
 */
export async function msMarcoTriples(
  { queries, passages }: Pick<Collection, "queries" | "passages">,
  { seed, list }: { readonly seed: number; readonly list?: PairList },
): Promise<Triples> {
  const found = await listOfPairs(list);
  const ids = { queries: queries.ids, passages: passages.ids };
  const kept = inCache(MS_MARCO, `triples-${keyOf(found, ids, seed)}.arrow`);
  if (existsSync(kept)) {
    try {
      return await readArrow(kept, SCHEMA, { checked: true });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      warnOfDamage(kept);
    }
  }
  const progress = startProgress(`Reading ${shown(found)}`, { total: found.total });
  const { triples, ...counts } = await firstPairs(found, ids, {
    seed,
    pairs: PAIRS,
    onLines: (lines) => progress.update(Math.min(lines, found.total)),
  });
  const inWords = (count: number) => count.toLocaleString("en");
  progress.finish(
    `${inWords(counts.lines)} pairs of ${inWords(counts.queries)} queries; ` +
      `${inWords(triples.queries.length)} triples of the ${
        inWords(counts.kept)
      } queries with ${PAIRS} pairs or more`,
  );
  await writeArrow(kept, { ...triples });
  await writeAtomically(countFile(found), `${triples.queries.length}`);
  return triples;
}

/**
 * How many triples `msMarcoTriples` takes: read from the list once, then kept in the cache. The passages are not needed.
 *
 * @throws UserError where the list is missing, or with the line that is malformed.
 */
export async function msMarcoTripleCount(list?: PairList): Promise<number> {
  const found = await listOfPairs(list);
  const kept = countFile(found);
  if (existsSync(kept)) return Number(await readFile(kept, "utf8"));
  const progress = startProgress(`Counting the triples in ${shown(found)}`, { total: found.total });
  const onLines = (lines: number) => progress.update(Math.min(lines, found.total));
  const count = await countFirstPairs(found, { pairs: PAIRS, onLines });
  progress.finish(`${count.toLocaleString("en")} triples`);
  await writeAtomically(kept, `${count}`);
  return count;
}

function countFile(found: FoundFile): string {
  return inCache(MS_MARCO, `triples-${listKey(found).digest("hex").slice(0, 16)}.count`);
}

async function listOfPairs(list?: PairList): Promise<FoundFile & { readonly total: number }> {
  const [first, other] = Object.keys(LISTS) as PairList[];
  const there = localMSMarcoFile(`${other}.tsv`);
  if (list === undefined && there && !localMSMarcoFile(`${first}.tsv`)) {
    throw new UserError(
      `Expected the list of pairs ${first}.tsv of ${MS_MARCO} but found only ${
        shown(there)
      }, which has other pairs. ` +
        `Put the former beside it (\`reproduce --tier paper --fetch\` downloads it), or choose the latter in a study: ` +
        `triples: "${other}".`,
    );
  }
  return { ...await msMarcoFile(`${list ?? first}.tsv`), total: LISTS[list ?? first] };
}

/** What the triples depend on: the list, which is too large to be hashed each time, the ids, and the seed. */
function keyOf(
  found: FoundFile,
  { queries, passages }: { queries: readonly string[]; passages: readonly string[] },
  seed: number,
): string {
  const hash = listKey(found).update(` ${seed} ${passages.length}\0`);
  for (const id of queries) hash.update(`${id}\0`);
  return hash.digest("hex").slice(0, 16);
}

/** The list as its place, size and time say it, and what is taken of it. */
function listKey({ file }: FoundFile) {
  const { size, mtimeMs } = statSync(file);
  return createHash("sha256").update(`${VERSION} ${file} ${size} ${mtimeMs} ${PAIRS}`);
}
