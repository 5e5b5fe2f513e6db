/** A run of BM25 over a collection, and its index on disk. */
import { existsSync } from "node:fs";
import {
  checkOutput,
  counted,
  isStream,
  type Run,
  startProgress,
  type Texts,
  UserError,
} from "../../base/mod.ts";
import { type Rankings, toRanking } from "../../trec/mod.ts";
import { leftOutOf, type SearchTask } from "../search_task.ts";
import { textsFingerprint } from "../texts_fingerprint.ts";
import { type BM25, buildBM25 } from "./bm25.ts";
import { hitsWithout } from "./hits_without.ts";
import { loadBM25, saveBM25, type StoredBM25, UnusableIndexError } from "./index_file.ts";
import { type BM25Options, bm25Options } from "./inverted_index.ts";

export interface IndexFileOptions extends BM25Options {
  /** Read where it exists, else written. Without a file, the index is built in memory. */
  readonly file?: string;
  /** Told why an index that is there is built again. */
  readonly onRebuild?: (line: string) => void;
}

/**
 * The index of some passages, from a file where it holds just that.
 *
 * An index of other passages, of the same ones in another order, or with other options is built again, and so is one
 * that is damaged or of another version.
 *
 * @throws UserError where the file is something else than an index.
 */
export async function openBM25(
  passages: Texts,
  { file, onRebuild, ...wanted }: IndexFileOptions,
): Promise<BM25> {
  const options = bm25Options(wanted);
  if (file === undefined) return buildBM25(passages.texts, options);
  if (isStream(file)) {
    throw new UserError(`Expected a file for the index but found a pipe or a device at ${file}.`);
  }
  const corpus = textsFingerprint(passages);
  if (existsSync(file)) {
    const stored = await storedIndex(file);
    const fault = typeof stored === "string"
      ? stored
      : difference(stored, { file, passages, corpus, options });
    if (fault === undefined) return stored as BM25;
    onRebuild?.(`${fault} The collection is indexed again.`);
  }
  await checkOutput(file);
  const bm25 = buildBM25(passages.texts, options);
  await saveBM25(file, bm25, { corpus });
  return bm25;
}

/** The index in a file, or why it cannot be used. */
async function storedIndex(file: string): Promise<StoredBM25 | string> {
  try {
    return await loadBM25(file);
  } catch (error) {
    if (error instanceof UnusableIndexError) return `${file} is truncated, damaged or another version's.`;
    throw error;
  }
}

/** What distinguishes an index from the wanted one, as a sentence; undefined where nothing does. */
function difference(
  { index, size, corpus }: StoredBM25,
  wanted: { file: string; passages: Texts; corpus: string; options: Required<BM25Options> },
): string | undefined {
  const { file } = wanted;
  const inWords = (size: number, options: Required<BM25Options>) =>
    `${counted(size, "passage")}, ${
      Object.entries(options).map(([name, value]) => `${name} ${value}`).join(", ")
    }`;
  const expected = inWords(wanted.passages.ids.length, wanted.options);
  const found = inWords(size, bm25Options(index.options));
  if (expected !== found) return `Expected an index of ${expected} but found one of ${found} in ${file}.`;
  if (corpus === wanted.corpus) return undefined;
  return `Expected an index of this collection in ${file} but found one of other passages, or in another order.`;
}

/**
 * Ranks passages for queries. A passage that is the query itself is left out of its ranking.
 *
 * @param task.passages Those of the index, in its order.
 */
export function bm25Run(bm25: BM25, task: SearchTask): Run {
  return new Map(bm25Rankings(bm25, task)());
}

/** As `bm25Run`, for more rankings than memory holds: each is made when it is asked for, each time it is called. */
export function bm25Rankings(bm25: BM25, task: SearchTask): () => Rankings {
  const { passages, queries, k } = task;
  const { own, depth } = leftOutOf(task);
  return function* () {
    const progress = startProgress("Searching with BM25", { total: queries.ids.length });
    for (const [query, text] of queries.texts.entries()) {
      const hits = hitsWithout(bm25.search(text, depth), own[query], k);
      yield [queries.ids[query], toRanking(passages.ids, hits)];
      progress.update(query + 1);
    }
    progress.finish();
  };
}
