/** A run of BM25 over a collection, and its index on disk. */
import { existsSync } from "node:fs";
import { type Run, startProgress, type Texts, UserError } from "../../base/mod.ts";
import { toRanking } from "../../trec/mod.ts";
import { type BM25, buildBM25 } from "./bm25.ts";
import { loadBM25, saveBM25 } from "./index_file.ts";
import { type BM25Options, bm25Options } from "./inverted_index.ts";

/**
 * The index of some passages, from a file where there is one.
 *
 * @param options.file Read where it exists, else written. Without a file, the index is built in memory.
 * @throws UserError where the file holds an index with other options, or of another number of passages.
 */
export async function openBM25(
  passages: Texts,
  { file, ...wanted }: BM25Options & { file?: string },
): Promise<BM25> {
  const options = bm25Options(wanted);
  if (!file || !existsSync(file)) {
    const bm25 = buildBM25(passages.texts, options);
    if (file) await saveBM25(file, bm25);
    return bm25;
  }
  const bm25 = await loadBM25(file);
  const inWords = (options: Required<BM25Options>, size: number) =>
    `${size} passages, ${Object.entries(options).map(([name, value]) => `${name} ${value}`).join(", ")}`;
  const expected = inWords(options, passages.ids.length);
  const found = inWords(bm25Options(bm25.index.options), bm25.size);
  if (expected !== found) {
    throw new UserError(
      `Expected an index of ${expected} but found one of ${found} in ${file}. Delete it, or name another file.`,
    );
  }
  return bm25;
}

/**
 * Ranks passages for queries.
 *
 * @param task.passages Those of the index, in its order.
 * @param task.k Passages per ranking.
 */
export function bm25Run(bm25: BM25, task: { passages: Texts; queries: Texts; k: number }): Run {
  const { passages, queries, k } = task;
  const progress = startProgress("Searching with BM25", { total: queries.ids.length });
  const run: Run = new Map();
  queries.texts.forEach((text, query) => {
    run.set(queries.ids[query], toRanking(passages.ids, bm25.search(text, k)));
    progress.update(query + 1);
  });
  progress.finish();
  return run;
}
