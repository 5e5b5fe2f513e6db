/**
 * BM25 over an inverted index in typed arrays.
 *
 * score(q, d) = sum over the words t of q of  idf(t) · tf / (tf + k1 · (1 - b + b · |d| / mean |d|)),
 * idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5)): Lucene's form, with exact lengths of documents. A word that
 * stands twice in the query counts twice. No stemming, no stop words.
 *
 * @see Kamphuis et al., Which BM25 Do You Mean?, ECIR 2020.
 */
import { UserError } from "../base/mod.ts";
import { TopK } from "./topk.ts";

export interface BM25Options {
  /** How late the count of a word saturates; default 0.9. */
  readonly k1?: number;
  /** How much a document's length counts, 0 to 1; default 0.4. */
  readonly b?: number;
}

/** The best passages for one query, best first; at most k, and none without a word of the query. */
export interface Hits {
  readonly positions: Int32Array;
  readonly scores: Float32Array;
}

export interface BM25 {
  /** Number of indexed passages. */
  readonly size: number;
  /** The k best passages for a query, exactly; equal scores by lower position. */
  search(query: string, k: number): Hits;
}

/** Words in lower case: runs of letters and digits of any script. */
export function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Indexes passages.
 *
 * @param texts A passage is addressed by its position here.
 * @throws UserError where there is no passage.
 *
 * @example A rare word weighs more than a common one
 * ```ts
 * import assert from "node:assert/strict";
 * const index = buildBM25(["a red fox", "a red hen", "a grey hen"]);
 * assert.deepEqual([...index.search("red hen", 3).positions], [1, 0, 2]);
 * assert.deepEqual([...index.search("fox", 3).positions], [0]);
 * ```
 */
export function buildBM25(texts: readonly string[], options: BM25Options = {}): BM25 {
  const { k1 = 0.9, b = 0.4 } = options;
  if (texts.length === 0) {
    throw new UserError("Expected passages to index but found none. Check the file they were read from.");
  }
  const { terms, starts, positions, counts, lengths } = invert(texts);
  let total = 0;
  for (const length of lengths) total += length;
  const mean = total / texts.length || 1;
  const weights = new Float32Array(positions.length);
  /** The highest weight of each term. */
  const peaks = new Float32Array(terms.size);
  for (let term = 0; term < terms.size; term++) {
    const df = starts[term + 1] - starts[term];
    const idf = Math.log1p((texts.length - df + 0.5) / (df + 0.5));
    for (let i = starts[term]; i < starts[term + 1]; i++) {
      const norm = k1 * (1 - b + b * lengths[positions[i]] / mean);
      weights[i] = idf * counts[i] / (counts[i] + norm);
      peaks[term] = Math.max(peaks[term], weights[i]);
    }
  }

  // Scratch space: scores are all zero between two searches.
  const scores = new Float32Array(texts.length);
  const touched = new Int32Array(texts.length);

  /**
   * Rare words first. Once the words that are left could not lift a new passage into the k best, only those
   * passages are looked up that still can get there (MaxScore, Turtle and Flood 1995).
   */
  function search(query: string, k: number): Hits {
    const asked = words(query).map((word) => terms.get(word)).filter((term) => term !== undefined);
    asked.sort((x, y) => starts[x + 1] - starts[x] - (starts[y + 1] - starts[y]) || x - y);
    // What the words from each on can add at most, a little more than rounding could hide.
    let left = 1.0001 * asked.reduce((sum, term) => sum + peaks[term], 0);
    let found = 0, closed = false;
    let candidates = touched.subarray(0, 0);
    for (const term of asked) {
      const [start, end] = [starts[term], starts[term + 1]];
      if (end - start > candidates.length && candidates.length >= k) {
        const threshold = kthScore(candidates, k);
        closed ||= left < threshold;
        if (closed) candidates = candidates.filter((position) => scores[position] + left >= threshold);
      }
      if (closed) {
        for (let i = 0; i < candidates.length; i++) {
          const at = find(positions, candidates[i], start, end);
          if (at >= 0) scores[candidates[i]] += weights[at];
        }
      } else {
        for (let i = start; i < end; i++) {
          const position = positions[i];
          if (scores[position] === 0) touched[found++] = position;
          scores[position] += weights[i];
        }
        candidates = touched.subarray(0, found);
      }
      left -= peaks[term];
    }
    const best = new TopK(Math.min(k, texts.length));
    for (let i = 0; i < candidates.length; i++) best.offer(candidates[i], scores[candidates[i]]);
    for (let i = 0; i < found; i++) scores[touched[i]] = 0;
    return best.drain();
  }

  function kthScore(among: Int32Array, k: number): number {
    const best = new TopK(k);
    for (let i = 0; i < among.length; i++) best.offer(among[i], scores[among[i]]);
    return best.worst;
  }
  return { size: texts.length, search };
}

/** Where a value stands in ascending `sorted[start .. end]`; -1 where it does not. */
function find(sorted: Int32Array, value: number, start: number, end: number): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low < end && sorted[low] === value ? low : -1;
}

/** Postings by term: passages `positions[starts[t] .. starts[t + 1]]`, ascending, with the word's counts in them. */
interface Postings {
  readonly terms: Map<string, number>;
  readonly starts: Int32Array;
  readonly positions: Int32Array;
  readonly counts: Int32Array;
  /** Words of each passage. */
  readonly lengths: Int32Array;
}

function invert(texts: readonly string[]): Postings {
  const terms = new Map<string, number>();
  const frequencies: number[] = [];
  const lengths = new Int32Array(texts.length);
  // First all (term, count) pairs by passage, then the same by term.
  const pairs: number[] = [];
  const ends = new Int32Array(texts.length);
  texts.forEach((text, position) => {
    const found = words(text);
    lengths[position] = found.length;
    const inText = new Map<number, number>();
    for (const word of found) {
      let term = terms.get(word);
      if (term === undefined) {
        terms.set(word, term = terms.size);
        frequencies.push(0);
      }
      inText.set(term, (inText.get(term) ?? 0) + 1);
    }
    for (const [term, count] of inText) {
      pairs.push(term, count);
      frequencies[term]++;
    }
    ends[position] = pairs.length;
  });
  const starts = new Int32Array(terms.size + 1);
  frequencies.forEach((frequency, term) => starts[term + 1] = starts[term] + frequency);
  const next = starts.slice();
  const positions = new Int32Array(pairs.length / 2);
  const counts = new Int32Array(pairs.length / 2);
  for (let position = 0, i = 0; position < texts.length; position++) {
    for (; i < ends[position]; i += 2) {
      const at = next[pairs[i]]++;
      positions[at] = position;
      counts[at] = pairs[i + 1];
    }
  }
  return { terms, starts, positions, counts, lengths };
}
