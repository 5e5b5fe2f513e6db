/** The searches of a run: an encoder's or BM25's best passages, and candidates in an encoder's order. */
import { textsAt } from "../base/mod.ts";
import type { Encoder } from "../encoders/mod.ts";
import {
  denseSearch,
  embedInChunks,
  type Hits,
  hitsWithout,
  keptBM25,
  ownPassages,
  rescore,
} from "../retrieval/mod.ts";
import type { SearchSet } from "./search_set.ts";
import { lengths as runLengths } from "./sizes.ts";

/** Embeddings of a search set, as the encoder's similarity wants them. */
export interface SearchVectors {
  /** `[Q * D]` */
  readonly queries: Float32Array;
  /** `[P * D]` */
  readonly passages: Float32Array;
  /** `D` */
  readonly width: number;
  /** `[Q]` The passage that is the query itself, which its ranking leaves out; -1 where there is none. */
  readonly own: Int32Array;
}

export interface EmbedHooks {
  /** Tokens that texts are cut at; default those of our runs. */
  readonly lengths?: { readonly maxQueryLength: number; readonly maxPassageLength: number };
  readonly signal?: AbortSignal;
  /** A folder in which embeddings are kept until all are done; default none. */
  readonly keep?: string;
  /** Told after each chunk how many texts it had, and how long they took. */
  readonly onChunk?: (texts: number, seconds: number) => void;
}

/** Embeds the queries and passages of a search set. */
export async function embedSearchSet(
  encoder: Encoder,
  { collection, queries }: SearchSet,
  { lengths = runLengths, ...hooks }: EmbedHooks,
): Promise<SearchVectors> {
  return {
    queries: await embedQueries(encoder, { collection, queries }, { lengths, ...hooks }),
    passages: await embedInChunks(encoder, collection.passages.texts, {
      ...hooks,
      as: "passage",
      maxLength: lengths.maxPassageLength,
    }),
    width: encoder.width,
    own: ownPassagesOf({ collection, queries }),
  };
}

/** Embeds the queries of a search set: `[Q * D]`. */
export function embedQueries(
  encoder: Encoder,
  { collection, queries }: Pick<SearchSet, "collection" | "queries">,
  { lengths = runLengths, ...hooks }: EmbedHooks,
): Promise<Float32Array> {
  const texts = Array.from(queries, (query) => collection.queries.texts[query]);
  return embedInChunks(encoder, texts, { ...hooks, as: "query", maxLength: lengths.maxQueryLength });
}

/** `[Q]` The passage that is the query itself; -1 where there is none. */
export function ownPassagesOf(
  { collection, queries }: Pick<SearchSet, "collection" | "queries">,
): Int32Array {
  return ownPassages(textsAt(collection.queries, queries), collection.passages);
}

/** The nearest passages of each query, best first. */
export function nearest({ queries, passages, width, own }: SearchVectors, depth: number): Hits[] {
  const k = own.some((position) => position >= 0) ? depth + 1 : depth;
  return denseSearch(queries, passages, { width, k })
    .map((hits, query) => hitsWithout(hits, own[query], depth));
}

/** Candidates of each query in the order of their similarity to it. */
export function rerank(
  { queries, passages, width, own }: SearchVectors,
  candidates: readonly Hits[],
): Hits[] {
  return candidates.map(({ positions }, i) => {
    const others = positions.filter((position) => position !== own[i]);
    return rescore(queries.subarray(i * width, (i + 1) * width), passages, others);
  });
}

/** BM25's best passages of each query. */
export async function searchWords(
  { collection, queries }: SearchSet,
  { k1, b, depth }: { k1: number; b: number; depth: number },
): Promise<Hits[]> {
  const bm25 = await keptBM25(collection.passages, { k1, b });
  const own = ownPassagesOf({ collection, queries });
  const k = own.some((position) => position >= 0) ? depth + 1 : depth;
  return Array.from(
    queries,
    (query, i) => hitsWithout(bm25.search(collection.queries.texts[query], k), own[i], depth),
  );
}
