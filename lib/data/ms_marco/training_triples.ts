/** Training triples made as the reference makes them, whose pairs are taken from MS MARCO's list once, and kept in the cache. */
import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import {
  type Collection,
  holding,
  inCache,
  startProgress,
  type Triples,
  UserError,
  warnOfDamage,
  writeAtomically,
} from "../../base/mod.ts";
import { readArrow, writeArrow } from "../arrow.ts";
import { type FoundFile, localMSMarcoFile, MS_MARCO, msMarcoFile, shown } from "./files.ts";
import { firstPairs, triplesOfPairs } from "./first_pairs.ts";

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

/** The file of a list; of the first where none is chosen. */
export function fileOfPairs(list: PairList = Object.keys(LISTS)[0] as PairList) {
  return `${list}.tsv` as const;
}

/** Raise this number when the same list gives other pairs. */
const VERSION = 2;

const SCHEMA = { queries: "int32", positives: "int32", negatives: "int32" } as const;

/**
 * The triples of a collection's queries and passages: of each query the first 128 pairs of a list, queries with fewer left
 * out, in random order.
 *
 * @param options.list Default `qidpidtriples.train.full.2`. The other one is what ir_datasets calls `msmarco-passage/train`.
 * @throws UserError where the list is missing or names what the collection lacks, or with the line that is malformed.
 */
export async function msMarcoTriples(
  { queries, passages }: Pick<Collection, "queries" | "passages">,
  { seed, list }: { readonly seed: number; readonly list?: PairList },
): Promise<Triples> {
  const found = await listOfPairs(list);
  const ids = { queries: queries.ids, passages: passages.ids };
  return triplesOfPairs(await pairsIn(found), ids, { seed, from: shown(found) });
}

/**
 * How many triples `msMarcoTriples` takes. The passages are not needed.
 *
 * @throws UserError where the list is missing, or with the line that is malformed.
 */
export async function msMarcoTripleCount(list?: PairList): Promise<number> {
  const found = await listOfPairs(list);
  const kept = keptAs(found, "count");
  if (existsSync(kept)) return Number(await readFile(kept, "utf8"));
  const { queries } = await pairsIn(found);
  await writeAtomically(kept, `${queries.length}`);
  return queries.length;
}

/** The first pairs of a list, from the cache. One process takes them from the list, once; others wait for that. */
async function pairsIn(found: FoundList): Promise<Triples> {
  const kept = keptAs(found, "arrow");
  return await whatIsKept(kept) ??
    await holding(`${kept}.lock`, async () => await whatIsKept(kept) ?? await takePairs(found, kept));
}

/** The pairs of a file; undefined where it is not there, or damaged, which a line says. */
async function whatIsKept(file: string): Promise<Triples | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    return await readArrow(file, SCHEMA, { checked: true });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    warnOfDamage(file);
    return undefined;
  }
}

async function takePairs(found: FoundList, kept: string): Promise<Triples> {
  const { total } = found;
  const progress = startProgress(`Reading ${shown(found)}`, { total });
  const onLines = (lines: number) => progress.update(Math.min(lines, total));
  const { pairs, ...counts } = await firstPairs(found, { pairs: PAIRS, onLines });
  const inWords = (count: number) => count.toLocaleString("en");
  progress.finish(
    `${inWords(counts.lines)} pairs of ${inWords(counts.queries)} queries; ` +
      `${inWords(pairs.queries.length)} triples of the ${
        inWords(counts.kept)
      } queries with ${PAIRS} pairs or more`,
  );
  await writeArrow(kept, { ...pairs });
  return pairs;
}

/** A list, and how many lines it has. */
interface FoundList extends FoundFile {
  readonly total: number;
}

async function listOfPairs(list?: PairList): Promise<FoundList> {
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
  return { ...await msMarcoFile(fileOfPairs(list)), total: LISTS[list ?? first] };
}

/** Where the cache has what is taken of a list. The list is too large to be read each time: its place, size and time tell. */
function keptAs({ file }: FoundList, ending: "arrow" | "count"): string {
  const { size, mtimeMs } = statSync(file);
  const key = createHash("sha256").update(`${VERSION} ${file} ${size} ${mtimeMs} ${PAIRS}`).digest("hex");
  return inCache(MS_MARCO, `pairs-${key.slice(0, 16)}.${ending}`);
}
