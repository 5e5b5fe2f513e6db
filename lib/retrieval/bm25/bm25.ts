/**
 * BM25 over an inverted index in typed arrays.
 *
 * score(q, d) = the sum over the words t of q of the weight of t in d, by default idf(t) · tf / (tf + k1 · (1 - b + b
 * · |d| / mean |d|)), idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5)): Lucene's form, with exact lengths of documents. A
 * word that occurs twice in the query counts twice. Without options, words are neither stemmed nor dropped.
 */
import { Positions } from "../../base/mod.ts";
import { analyser } from "./analyser.ts";
import { type BM25Options, indexTexts, type InvertedIndex } from "./inverted_index.ts";
import { TopK } from "./topk.ts";

/**
 * The results of one query, best first: at most k passages; BM25 finds none where no word of the query has a weight.
 */
export interface Hits {
  readonly positions: Int32Array;
  readonly scores: Float32Array;
}

export interface BM25 {
  /** Number of indexed passages. */
  readonly size: number;
  /** The index; `saveBM25` writes it. */
  readonly index: InvertedIndex;
  /** The k best passages for a query, exactly; equal scores by lower position. */
  search(query: string, k: number): Hits;
}

/** Words in more than this share of the passages get a table of their weights by passage, on first need. */
const COMMON = 1 / 16;
/** Looking a passage up among a word's costs about as much as going through this many of them. */
const LOOK_UP = 32;
/** A lower bound of the k-th best score comes from the first candidates: this many times k. */
const SAMPLE = 4;

/**
 * Indexes passages for searches.
 *
 * @param texts A passage is addressed by its position here.
 * @throws UserError where there is no passage.
 * @throws RangeError where an option is outside its range.
 *
 * @example A rare word has more weight than a common one
 * ```ts
 * import assert from "node:assert/strict";
 * const index = buildBM25(["a red fox", "a red hen", "a grey hen"]);
 * assert.deepEqual([...index.search("red hen", 3).positions], [1, 0, 2]);
 * assert.deepEqual([...index.search("fox", 3).positions], [0]);
 * ```
 */
export function buildBM25(texts: readonly string[], options: BM25Options = {}): BM25 {
  return searcher(indexTexts(texts, options));
}

/**
 * Searches an index.
 *
 * @param options.tables Weights that tables of common words may hold together, which changes the time alone; default 2^28,
 *   which are 1 GB: of millions of passages only the first common words that are met get one.
 */
export function searcher(index: InvertedIndex, { tables: most = 2 ** 28 }: { tables?: number } = {}): BM25 {
  const { size, starts, positions, weights, absent, peaks } = index;
  const analyse = analyser(index.options);
  const terms = new Positions(index.terms);
  const tables = new Map<number, Float32Array>();

  // Scratch space: scores are all zero between two searches.
  const scores = new Float32Array(size);
  const touched = new Int32Array(size);
  const kept = new Int32Array(size);
  let best = new TopK(0);
  /** The k-th highest weight of each word, for the k of `best`; -1 where it is not known yet. */
  let kthWeights = new Float32Array(0);

  /**
   * Rare words first. When the remaining words cannot bring a new passage into the k best, only passages that still
   * can get there are looked up (MaxScore, Turtle and Flood 1995).
   */
  function search(query: string, k: number): Hits {
    const queryTerms = termsOf(query);
    prepare(Math.min(k, size));
    // The most that the remaining words can add, with a margin for rounding errors; and the same for those before.
    let left = 1.0001 * queryTerms.reduce((sum, term) => sum + peaks[term], 0), before = 0;
    // No score below this is among the k best.
    let threshold = queryTerms.reduce((most, term) => Math.max(most, kthWeight(term)), 0);
    let found = 0, closed = false;
    let candidates: Int32Array = touched.subarray(0, 0);
    for (const term of queryTerms) {
      // Raise the threshold where that is cheaper than the word, and it may close the candidates or reduce them.
      const enough = candidates.length >= k && starts[term + 1] - starts[term] > SAMPLE * k;
      const raise = enough && (closed ? candidates.length > SAMPLE * k : left < before);
      if (raise) threshold = kthScore(candidates.subarray(0, SAMPLE * k), threshold);
      const closing: boolean = !closed && left < threshold;
      closed ||= closing;
      if (closed) {
        if (raise || closing) candidates = reaching(candidates, threshold - left);
        addKnown(term, candidates);
      } else {
        found = addAll(term, found);
        candidates = touched.subarray(0, found);
      }
      left -= peaks[term];
      before += peaks[term];
    }
    best.reset(threshold);
    best.offerSome(candidates, scores);
    for (let i = 0; i < found; i++) scores[touched[i]] = 0;
    const hits = best.drain();
    const shift = queryTerms.reduce((sum, term) => sum + absent[term], 0);
    if (shift > 0) hits.scores.forEach((score, i) => hits.scores[i] = score + shift);
    return hits;
  }

  function prepare(k: number): void {
    if (best.k === k) return;
    best = new TopK(k);
    kthWeights = new Float32Array(peaks.length).fill(-1);
  }

  /** The query's words that are indexed and have a weight, rare ones first. */
  function termsOf(query: string): number[] {
    const queryTerms: number[] = [];
    for (const word of analyse(query)) {
      const term = terms.get(word);
      if (term !== undefined && peaks[term] > 0) queryTerms.push(term);
    }
    return queryTerms.sort((x, y) => starts[x + 1] - starts[x] - (starts[y + 1] - starts[y]) || x - y);
  }

  /** The k-th highest weight of a word, which k passages reach; 0 where fewer contain it. */
  function kthWeight(term: number): number {
    if (kthWeights[term] < 0) {
      best.reset();
      best.offerAll(weights.subarray(starts[term], starts[term + 1]), 0);
      kthWeights[term] = Math.max(0, best.worst());
    }
    return kthWeights[term];
  }

  /** The k-th best score of these passages; `known` where that is higher, or where there are fewer. */
  function kthScore(among: Int32Array, known: number): number {
    best.reset(known);
    best.offerSome(among, scores);
    return best.worst();
  }

  /** Adds a word's weights to the scores of all its passages; returns how many passages now have a score. */
  function addAll(term: number, found: number): number {
    const end = starts[term + 1];
    for (let i = starts[term]; i < end; i++) {
      const position = positions[i], score = scores[position];
      if (score === 0) touched[found++] = position;
      scores[position] = score + weights[i];
    }
    return found;
  }

  /** Adds a word's weights to the scores of these passages, and to no passage without a score. */
  function addKnown(term: number, candidates: Int32Array): void {
    const [start, end] = [starts[term], starts[term + 1]];
    const table = end - start > COMMON * size ? tableOf(term) : undefined;
    if (table) {
      for (let i = 0; i < candidates.length; i++) scores[candidates[i]] += table[candidates[i]];
      return;
    }
    if (candidates.length * LOOK_UP < end - start) {
      for (let i = 0; i < candidates.length; i++) scores[candidates[i]] += weightOf(term, candidates[i]);
      return;
    }
    for (let i = start; i < end; i++) {
      if (scores[positions[i]] !== 0) scores[positions[i]] += weights[i];
    }
  }

  /** The candidates whose score is at least this. */
  function reaching(candidates: Int32Array, score: number): Int32Array {
    let count = 0;
    for (let i = 0; i < candidates.length; i++) {
      if (scores[candidates[i]] >= score) kept[count++] = candidates[i];
    }
    return kept.subarray(0, count);
  }

  /** The weights of a word by passage; undefined where there is no room for another table. */
  function tableOf(term: number): Float32Array | undefined {
    let table = tables.get(term);
    if (!table && (tables.size + 1) * size <= most) {
      tables.set(term, table = new Float32Array(size));
      for (let i = starts[term]; i < starts[term + 1]; i++) table[positions[i]] = weights[i];
    }
    return table;
  }

  /** The weight of a word in a passage; 0 where that does not contain it. */
  function weightOf(term: number, position: number): number {
    let low = starts[term], high = starts[term + 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (positions[middle] < position) low = middle + 1;
      else high = middle;
    }
    return low < starts[term + 1] && positions[low] === position ? weights[low] : 0;
  }

  return { size, index, search };
}
