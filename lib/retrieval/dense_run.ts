/** Searches a collection of any size with an encoder. */
import { type Run, startProgress } from "../base/mod.ts";
import { type Encoder, loadEncoder } from "../encoders/mod.ts";
import { type FaissIndex, startFaissSearch } from "./approximate/faiss_search.ts";
import { shareFound } from "./approximate/loss.ts";
import { denseSearchBlocks } from "./dense.ts";
import { cachedEmbeddings } from "./cached_embeddings.ts";
import { type Hits, hitsWithout } from "./bm25/mod.ts";
import { leftOutOf, type SearchTask } from "./search_task.ts";
import { toRun } from "../trec/mod.ts";

export interface DenseTask extends SearchTask {
  /** Tokens that texts are cut at. */
  readonly lengths: { readonly query: number; readonly passage: number };
  /** Aborting ends the search; embeddings that are done are kept. */
  readonly signal?: AbortSignal;
  /** An index that may miss passages; default: the search is exact. */
  readonly approximate?: FaissIndex & {
    /** Told what it missed: the share of the exact best that was found, of some cut-offs. */
    readonly onLoss: (shares: ReadonlyMap<number, number>) => void;
  };
}

/**
 * Loads an encoder and ranks passages with it, as {@linkcode denseRunOf} does.
 *
 * @param name What `loadEncoder` takes.
 * @throws UserError where the encoder cannot be loaded, or there are no passages.
 */
export async function denseRun(name: string, task: DenseTask): Promise<Run> {
  const encoder = await loadEncoder(name);
  try {
    return await denseRunOf(encoder, task);
  } finally {
    encoder.dispose();
  }
}

/**
 * Ranks passages by the similarity that the encoder is made for, of their embeddings with the queries': the cosine, or the
 * inner product. A passage that is the query itself is left out of its ranking.
 *
 * Embeddings are kept in the cache; those of the passages are read from there in batches.
 *
 * @throws The signal's reason where it is aborted; UserError where there are no passages.
 */
export async function denseRunOf(encoder: Encoder, task: DenseTask): Promise<Run> {
  const { passages, queries, k, lengths, signal, approximate } = task;
  const { own, depth } = leftOutOf(task);
  const { width } = encoder;
  const vectors = new Float32Array(queries.ids.length * width);
  let at = 0;
  const maxLength = Math.min(lengths.query, encoder.maxLength);
  const queryOptions = { as: "query", maxLength, signal } as const;
  for await (const batch of cachedEmbeddings(encoder, queries, queryOptions)) {
    vectors.set(batch.vectors, at);
    at += batch.vectors.length;
  }
  // In tokens, as the shortest texts come first.
  const resolution = 1e6;
  const progress = startProgress(`Embedding passages with ${encoder.name}, and searching`, {
    total: resolution,
  });
  async function* blocks() {
    const options = {
      as: "passage" as const,
      maxLength: Math.min(lengths.passage, encoder.maxLength),
      signal,
      onProgress: ({ share, found }: { share: number; found: number }, foundTexts: number) => {
        const note = foundTexts ? `${foundTexts.toLocaleString("en")} from the cache` : "";
        progress.update(resolution * share, note, resolution * found);
      },
    };
    for await (const batch of cachedEmbeddings(encoder, passages, options)) {
      await faiss?.add(batch.vectors);
      yield batch.vectors;
    }
  }
  const faiss = approximate && await startFaissSearch(approximate, width);
  const leftOut = (found: readonly Hits[]) => found.map((each, query) => hitsWithout(each, own[query], k));
  try {
    const exact = leftOut(await denseSearchBlocks(vectors, blocks(), { width, k: depth }));
    const hits = faiss ? leftOut(await faiss.search(vectors, depth)) : exact;
    progress.finish();
    const cutoffs = [...new Set([10, 100, k])].filter((cutoff) => cutoff <= k);
    approximate?.onLoss(new Map(cutoffs.map((cutoff) => [cutoff, shareFound(exact, hits, cutoff)])));
    return toRun(hits, { queries: queries.ids, passages: passages.ids });
  } finally {
    await faiss?.dispose();
  }
}
