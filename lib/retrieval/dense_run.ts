/** Searches a collection of any size with an encoder. */
import { type Run, startProgress } from "../base/mod.ts";
import { loadEncoder } from "../encoders/mod.ts";
import { denseSearchBlocks } from "./dense.ts";
import { cachedEmbeddings } from "./cached_embeddings.ts";
import { hitsWithout } from "./bm25/mod.ts";
import { leftOutOf, type SearchTask } from "./search_task.ts";
import { toRun } from "../trec/mod.ts";

export interface DenseTask extends SearchTask {
  /** Tokens that texts are cut at. */
  readonly lengths: { readonly query: number; readonly passage: number };
}

/**
 * Ranks passages by the similarity that the encoder is made for, of their embeddings with the queries': the cosine, or the
 * inner product. A passage that is the query itself is left out of its ranking.
 *
 * Embeddings are kept in the cache; those of the passages are read from there in batches.
 *
 * @param name What `loadEncoder` takes.
 * @throws UserError where the encoder cannot be loaded, or there are no passages.
 */
export async function denseRun(name: string, task: DenseTask): Promise<Run> {
  const { passages, queries, k, lengths } = task;
  const { own, depth } = leftOutOf(task);
  const encoder = await loadEncoder(name);
  const { width } = encoder;
  const vectors = new Float32Array(queries.ids.length * width);
  let at = 0;
  const queryOptions = { as: "query", maxLength: Math.min(lengths.query, encoder.maxLength) } as const;
  for await (const batch of cachedEmbeddings(encoder, queries, queryOptions)) {
    vectors.set(batch.vectors, at);
    at += batch.vectors.length;
  }
  const progress = startProgress(`Embedding passages with ${encoder.name}, and searching`, {
    total: passages.ids.length,
  });
  async function* blocks() {
    const options = {
      as: "passage" as const,
      maxLength: Math.min(lengths.passage, encoder.maxLength),
      onProgress: (done: number, found: number) =>
        progress.update(done, found ? `${found.toLocaleString("en")} from the cache` : ""),
    };
    for await (const batch of cachedEmbeddings(encoder, passages, options)) yield batch.vectors;
  }
  const found = await denseSearchBlocks(vectors, blocks(), { width, k: depth });
  const hits = found.map((each, query) => hitsWithout(each, own[query], k));
  progress.finish();
  encoder.dispose();
  return toRun(hits, { queries: queries.ids, passages: passages.ids });
}
