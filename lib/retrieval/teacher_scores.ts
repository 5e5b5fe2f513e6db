/**
 * A teacher's scores of triples: computed once, kept in the cache, resumed part by part, with what they cost.
 *
 * Files of `teacher-scores/KEY` in the cache: `part-N.arrow` with the column `score`, one for each different pair of the
 * part; and `part-N.json` with the part's cost, written after it.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Collection, inCache, type Triples, writeAtomically } from "../base/mod.ts";
import { collectionFingerprint, readArrow, writeArrow } from "../data/mod.ts";
import type { PairScorer } from "./pair_scorer.ts";

/** What it took to compute scores, whenever that was. */
export interface ScoringCost {
  /** Different pairs of a query and a passage. */
  readonly pairs: number;
  /** Tokens that went through the teacher. */
  readonly tokens: number;
  readonly seconds: number;
}

export interface TeacherScores {
  /** Of each triple, the score of its query and positive. */
  readonly positives: Float32Array;
  /** Of each triple, the score of its query and negative. */
  readonly negatives: Float32Array;
  readonly cost: ScoringCost;
}

export interface TeacherScoresOptions {
  /** Pairs of a part, which an interruption loses at most; default 4,096. */
  part?: number;
  /** Only every so many parts are scored, or found, from one on: the others' scores are NaN. Default: all. */
  shard?: { readonly index: number; readonly of: number };
  /** Told how many of the different pairs have scores. */
  onProgress?: (done: number, pairs: number) => void;
  /** Aborting stops after the part that is being scored, whose scores are kept. */
  signal?: AbortSignal;
}

/** Pairs of a part where nothing else is said. */
const PART = 4096;

/** Raise this number when the same teacher gives other scores. */
const VERSION = 1;

/**
 * The scores of triples' pairs; a pair that several triples share is scored once.
 *
 * Scores are found again by the fingerprints of the teacher and of the collection, and the pairs.
 *
 * @param teacher A cross-encoder, or a bi-encoder, whose scores are cosines.
 * @param triples Positions in the collection's texts.
 */
export async function teacherScores(
  teacher: PairScorer,
  { collection, triples }: { collection: Collection; triples: Triples },
  { part = PART, shard = { index: 0, of: 1 }, onProgress, signal }: TeacherScoresOptions = {},
): Promise<TeacherScores> {
  const { first, second, ofPositive, ofNegative } = differentPairs(triples);
  const key = createHash("sha256").update(`${VERSION} ${part} ${await teacher.fingerprint()} `)
    .update(collectionFingerprint(collection)).update(first).update(second).digest("hex").slice(0, 32);
  const folder = inCache("teacher-scores", key);
  const scores = new Float32Array(first.length).fill(NaN);
  const sum = { pairs: first.length, tokens: 0, seconds: 0 };
  for (let start = 0, number = 0; start < first.length; start += part, number++) {
    if (number % shard.of !== shard.index) continue;
    const file = path.join(folder, `part-${number}.arrow`),
      costFile = path.join(folder, `part-${number}.json`);
    if (!existsSync(costFile)) {
      signal?.throwIfAborted();
      const end = Math.min(start + part, first.length);
      const started = performance.now();
      const found = await teacher.score({
        firsts: collection.queries.texts,
        seconds: collection.passages.texts,
        first: first.subarray(start, end),
        second: second.subarray(start, end),
      }, (done) => onProgress?.(start + done, first.length));
      const seconds = (performance.now() - started) / 1000;
      await writeArrow(file, { score: found.scores });
      await writeAtomically(costFile, JSON.stringify({ tokens: found.tokens, seconds }));
    }
    const { score } = await readArrow(file, { score: "float32" } as const);
    scores.set(score, start);
    const cost: Pick<ScoringCost, "tokens" | "seconds"> = JSON.parse(await readFile(costFile, "utf8"));
    sum.tokens += cost.tokens;
    sum.seconds += cost.seconds;
    onProgress?.(start + score.length, first.length);
  }
  return {
    positives: Float32Array.from(ofPositive, (pair) => scores[pair]),
    negatives: Float32Array.from(ofNegative, (pair) => scores[pair]),
    cost: sum,
  };
}

/** The different pairs of triples in the order in which they first come, and each triple's two. */
function differentPairs({ queries, positives, negatives }: Triples) {
  const known = new Map<string, number>();
  const first: number[] = [], second: number[] = [];
  const pairOf = (query: number, passage: number) => {
    const name = `${query} ${passage}`;
    let pair = known.get(name);
    if (pair === undefined) {
      known.set(name, pair = first.length);
      first.push(query);
      second.push(passage);
    }
    return pair;
  };
  const ofPositive = new Int32Array(queries.length), ofNegative = new Int32Array(queries.length);
  queries.forEach((query, i) => {
    ofPositive[i] = pairOf(query, positives[i]);
    ofNegative[i] = pairOf(query, negatives[i]);
  });
  return { first: Int32Array.from(first), second: Int32Array.from(second), ofPositive, ofNegative };
}
