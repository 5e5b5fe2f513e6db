/**
 * An inverted index: for each word, the passages that contain it, and its weight in each.
 *
 * The weights are computed when the passages are indexed, so that a search only adds.
 *
 * @see Lù, BM25S: Orders of Magnitude Faster Lexical Search via Eager Sparse Scoring, 2024, arXiv 2407.03618.
 */
import { UserError } from "../../base/mod.ts";
import { analyser, type AnalyserOptions } from "./analyser.ts";
import { bm25Form, type BM25Parameters } from "./variants.ts";

/** How passages are indexed: how words are found and weighted. */
export interface BM25Options extends BM25Parameters, AnalyserOptions {}

/** `T` words, `N` passages, `P` postings: pairs of a word and a passage that contains it. */
export interface InvertedIndex {
  /** All options that the passages were indexed with. */
  readonly options: Required<BM25Options>;
  /** `N` */
  readonly size: number;
  /** The words, in the order in which they first occur in the passages; `[T]`. */
  readonly terms: readonly string[];
  /** The postings of word t are those from `starts[t]` to `starts[t + 1]`; `[T + 1]`. */
  readonly starts: Int32Array;
  /** Passages, ascending within a word; `[P]`. */
  readonly positions: Int32Array;
  /** The weight of the word in the passage, minus its weight in a passage without it; `[P]`. */
  readonly weights: Float32Array;
  /** The weight of a word in a passage without it: 0 except in `bm25l` and `bm25+`; `[T]`. */
  readonly absent: Float32Array;
}

/** The options with their defaults. */
export function bm25Options(options: BM25Options = {}): Required<BM25Options> {
  const { variant = "lucene", k1 = 0.9, b = 0.4, delta = 0.5, stopWords = "none", stemmer = "none" } =
    options;
  return { variant, k1, b, delta, stopWords, stemmer };
}

/**
 * Indexes passages.
 *
 * @param texts A passage is addressed by its position here.
 * @throws UserError where there is no passage.
 * @throws RangeError where an option is outside its range.
 */
export function indexTexts(texts: readonly string[], options: BM25Options = {}): InvertedIndex {
  const all = bm25Options(options);
  const form = bm25Form(all);
  if (texts.length === 0) {
    throw new UserError("Expected passages to index but found none. Check the file they were read from.");
  }
  const { terms, starts, positions, counts, lengths } = invert(texts, analyser(all));
  let total = 0;
  for (const length of lengths) total += length;
  const mean = total / texts.length || 1;
  const norms = Float64Array.from(lengths, (length) => 1 - all.b + all.b * length / mean);
  const weights = new Float32Array(positions.length);
  const absent = new Float32Array(terms.length);
  for (let term = 0; term < terms.length; term++) {
    const idf = form.idf(starts[term + 1] - starts[term], texts.length);
    for (let i = starts[term]; i < starts[term + 1]; i++) {
      weights[i] = form.weight(idf, counts[i], norms[positions[i]]);
    }
    absent[term] = form.absent(idf);
  }
  return { options: all, size: texts.length, terms, starts, positions, weights, absent };
}

interface Postings extends Pick<InvertedIndex, "terms" | "starts" | "positions"> {
  /** How often the word occurs in the passage; `[P]`. */
  readonly counts: Int32Array;
  /** Words of each passage; `[N]`. */
  readonly lengths: Int32Array;
}

function invert(texts: readonly string[], analyse: (text: string) => string[]): Postings {
  const numbers = new Map<string, number>();
  const lengths = new Int32Array(texts.length);
  // First collect all postings by passage, then sort them by word. By word: their number, and the latest one.
  const frequencies: number[] = [], latest: number[] = [];
  const found = { terms: new Int32Array(1024), counts: new Int32Array(1024), size: 0 };
  const ends = new Int32Array(texts.length);
  texts.forEach((text, position) => {
    const inText = analyse(text);
    lengths[position] = inText.length;
    const first = found.size;
    for (const word of inText) {
      let term = numbers.get(word);
      if (term === undefined) {
        numbers.set(word, term = numbers.size);
        frequencies.push(0);
        latest.push(-1);
      }
      if (latest[term] >= first) {
        found.counts[latest[term]]++;
        continue;
      }
      if (found.size === found.terms.length) {
        found.terms = doubled(found.terms);
        found.counts = doubled(found.counts);
      }
      found.terms[found.size] = term;
      found.counts[found.size] = 1;
      frequencies[term]++;
      latest[term] = found.size++;
    }
    ends[position] = found.size;
  });
  const starts = new Int32Array(numbers.size + 1);
  frequencies.forEach((frequency, term) => starts[term + 1] = starts[term] + frequency);
  const next = starts.slice();
  const positions = new Int32Array(found.size);
  const counts = new Int32Array(found.size);
  for (let position = 0, i = 0; position < texts.length; position++) {
    for (; i < ends[position]; i++) {
      const at = next[found.terms[i]]++;
      positions[at] = position;
      counts[at] = found.counts[i];
    }
  }
  return { terms: [...numbers.keys()], starts, positions, counts, lengths };
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}
