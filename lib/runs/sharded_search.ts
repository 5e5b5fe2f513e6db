/**
 * An exact search of passages of any number: they are embedded and searched a shard at a time, and what is kept of a shard
 * are the best passages of each query and the embeddings of candidates.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { UserError, warnOfDamage } from "../base/mod.ts";
import { readArrow, writeArrow } from "../data/mod.ts";
import { type Encoder, encoderFingerprint } from "../encoders/mod.ts";
import { denseSearch, embedInChunks, type Hits, hitsWithout, rescore } from "../retrieval/mod.ts";
import { type EmbedHooks, embedQueries, ownPassagesOf } from "./search.ts";
import type { SearchSet } from "./search_set.ts";
import { lengths as runLengths } from "./sizes.ts";

/** Passages of a shard: 0.8 GB of embeddings of width 768. A multiple of the chunks and blocks within. */
export const SHARD = 262_144;

export interface ShardedSearchOptions extends EmbedHooks {
  /** Passages that are returned of a query. */
  readonly depth: number;
  /** `[Q]` Passages of each query that are put in order besides. */
  readonly candidates: readonly Hits[];
  /** Passages of a shard; default {@linkcode SHARD}. */
  readonly shard?: number;
}

/** What a search finds of each query: `[Q]` each. */
export interface Found {
  readonly found: Hits[];
  readonly reranked: Hits[];
}

/** What is kept of a shard. */
interface SearchedShard {
  /** `[Q * k]` Positions in all passages. */
  readonly positions: Int32Array;
  /** `[Q * k]` */
  readonly scores: Float32Array;
  /** `[C * D]` Embeddings of the candidates in it. */
  readonly rows: Float32Array;
}

/**
 * Searches a set; what `nearest` and `rerank` find with all embeddings in memory, to the last bit.
 *
 * Where a folder to keep things is named, a shard that is done is not embedded again after an interruption.
 *
 * @throws The signal's reason where it is aborted; UserError where there are no passages.
 */
export async function searchInShards(
  encoder: Encoder,
  set: SearchSet,
  { depth, candidates, shard = SHARD, lengths = runLengths, ...hooks }: ShardedSearchOptions,
): Promise<Found> {
  const { width } = encoder;
  const { texts } = set.collection.passages;
  const own = ownPassagesOf(set);
  const k = own.some((position) => position >= 0) ? depth + 1 : depth;
  const queries = await embedQueries(encoder, set, { lengths, ...hooks });
  const wanted = Int32Array.from(new Set(candidates.flatMap(({ positions }) => [...positions]))).sort();
  const rows = new Float32Array(wanted.length * width);
  const several = texts.length > shard;
  const fingerprint = several && hooks.keep !== undefined ? await encoderFingerprint(encoder) : "";
  let best: Hits[] = [];
  let done = 0;

  const search = async (start: number): Promise<SearchedShard> => {
    const some = texts.slice(start, start + shard);
    const vectors = await embedInChunks(encoder, some, {
      ...hooks,
      as: "passage",
      maxLength: lengths.maxPassageLength,
    });
    const hits = denseSearch(queries, vectors, { width, k });
    const inside = wanted.filter((position) => position >= start && position < start + some.length);
    const found = new Float32Array(inside.length * width);
    inside.forEach((position, i) =>
      found.set(vectors.subarray((position - start) * width, (position - start + 1) * width), i * width)
    );
    return {
      positions: Int32Array.from(hits.flatMap(({ positions }) => Array.from(positions, (at) => at + start))),
      scores: Float32Array.from(hits.flatMap(({ scores }) => [...scores])),
      rows: found,
    };
  };

  for (let start = 0; start === 0 || start < texts.length; start += shard) {
    const key = () => [fingerprint, lengths, k, shard, start, texts.length, [...queries], [...wanted]];
    const searched = several && hooks.keep !== undefined
      ? await keptShard(hooks.keep, key(), () => search(start))
      : await search(start);
    best = merged(best, searched, set.queries.length, k);
    rows.set(searched.rows, done);
    done += searched.rows.length;
  }
  const places = new Map(Array.from(wanted, (position, place) => [position, place]));
  return {
    found: best.map((hits, query) => hitsWithout(hits, own[query], depth)),
    reranked: candidates.map(({ positions }, query) => {
      const others = positions.filter((position) => position !== own[query]);
      const vector = queries.subarray(query * width, (query + 1) * width);
      const { positions: order, scores } = rescore(vector, rows, others.map((at) => places.get(at)!));
      return { positions: order.map((place) => wanted[place]), scores };
    }),
  };
}

/** The k best of what was found before, and of a shard behind it; equal scores by lower position. */
function merged(
  best: readonly Hits[],
  { positions, scores }: SearchedShard,
  queries: number,
  k: number,
): Hits[] {
  const each = positions.length / queries;
  return Array.from({ length: queries }, (_, query) => {
    const more = {
      positions: positions.subarray(query * each, (query + 1) * each),
      scores: scores.subarray(query * each, (query + 1) * each),
    };
    const before = best[query];
    if (!before) return more;
    const size = Math.min(k, before.positions.length + each);
    const both = { positions: new Int32Array(size), scores: new Float32Array(size) };
    for (let i = 0, a = 0, b = 0; i < size; i++) {
      const first = b === each || a < before.scores.length && before.scores[a] >= more.scores[b];
      const [from, at] = first ? [before, a++] : [more, b++];
      both.positions[i] = from.positions[at];
      both.scores[i] = from.scores[at];
    }
    return both;
  });
}

/** A shard that was searched before, or is now. */
async function keptShard(
  folder: string,
  key: unknown,
  search: () => Promise<SearchedShard>,
): Promise<SearchedShard> {
  const name = createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 32);
  const [hits, rows] = ["hits", "rows"].map((part) => path.join(folder, `shard-${name}-${part}.arrow`));
  if (existsSync(hits)) {
    try {
      const found = await readArrow(hits, { positions: "int32", scores: "float32" }, { checked: true });
      return { ...found, rows: (await readArrow(rows, { values: "float32" }, { checked: true })).values };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      warnOfDamage(hits);
    }
  }
  const searched = await search();
  await writeArrow(rows, { values: searched.rows });
  await writeArrow(hits, { positions: searched.positions, scores: searched.scores });
  return searched;
}
