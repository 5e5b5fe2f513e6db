/**
 * An inverted index: for each word, the passages that contain it, and its weight in each.
 *
 * The weights are computed when the passages are indexed, so that a search only adds.
 *
 * @see Lù, BM25S: Orders of Magnitude Faster Lexical Search via Eager Sparse Scoring, 2024, arXiv 2407.03618.
 */
import { Positions, UserError } from "../../base/mod.ts";
import { analyser, type AnalyserOptions } from "./analyser.ts";
import { Occurrences } from "./occurrences.ts";
import { bm25Form, type BM25Parameters } from "./variants.ts";

/** How passages are indexed: how words are found and weighted. */
export interface BM25Options extends BM25Parameters, AnalyserOptions {}

/** `T` words, `N` passages, `P` postings: pairs of a word and a passage that contains it. */
export interface InvertedIndex {
  /** All options that the passages were indexed with. */
  readonly options: Required<BM25Options>;
  /** `N` */
  readonly size: number;
  /** The words, in the order in which they first occur in the passages, perhaps a `lazyList`; `[T]`. */
  readonly terms: readonly string[];
  /** The postings of word t are those from `starts[t]` to `starts[t + 1]`; `[T + 1]`. */
  readonly starts: Int32Array;
  /** Passages, ascending within a word; `[P]`. */
  readonly positions: Int32Array;
  /** The weight of the word in the passage, minus its weight in a passage without it; `[P]`. */
  readonly weights: Float32Array;
  /** The weight of a word in a passage without it: 0 except in `bm25l` and `bm25+`; `[T]`. */
  readonly absent: Float32Array;
  /** The highest weight of each word; `[T]`. */
  readonly peaks: Float32Array;
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
 * Beside the index itself, 8 bytes a posting, memory is needed for 4 bytes of each word of all passages, outside of
 * JavaScript's heap, and for the different words.
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
  // In the memory of the counts, each of which is read before its weight is written.
  const weights = new Float32Array(counts.buffer);
  const absent = new Float32Array(terms.length), peaks = new Float32Array(terms.length);
  for (let term = 0; term < terms.length; term++) {
    const idf = form.idf(starts[term + 1] - starts[term], texts.length);
    for (let i = starts[term]; i < starts[term + 1]; i++) {
      weights[i] = form.weight(idf, counts[i], norms[positions[i]]);
      if (weights[i] > peaks[term]) peaks[term] = weights[i];
    }
    absent[term] = form.absent(idf);
  }
  return { options: all, size: texts.length, terms, starts, positions, weights, absent, peaks };
}

interface Postings extends Pick<InvertedIndex, "terms" | "starts" | "positions"> {
  /** How often the word occurs in the passage; `[P]`. */
  readonly counts: Int32Array<ArrayBuffer>;
  /** Words of each passage; `[N]`. */
  readonly lengths: Int32Array;
}

function invert(texts: readonly string[], analyse: (text: string) => string[]): Postings {
  const terms: string[] = [], numbers = new Positions();
  const lengths = new Int32Array(texts.length);
  // First the words of all passages as numbers; then, as it is known where each word's postings start, these.
  const occurrences = new Occurrences();
  // By word: how many passages contain it, and the latest one.
  const frequencies: number[] = [], latest: number[] = [];
  let position = 0;
  for (const text of texts) {
    const inText = analyse(text);
    for (const word of inText) {
      let term = numbers.get(word);
      if (term === undefined) {
        numbers.add(word);
        term = terms.push(word) - 1;
        frequencies.push(0);
        latest.push(-1);
      }
      if (latest[term] < position) {
        latest[term] = position;
        frequencies[term]++;
      }
      occurrences.add(term);
    }
    lengths[position++] = inText.length;
  }
  const starts = new Int32Array(terms.length + 1);
  frequencies.forEach((frequency, term) => starts[term + 1] = starts[term] + frequency);
  const ends = starts.slice();
  const positions = new Int32Array(starts[terms.length]);
  const counts = new Int32Array(starts[terms.length]);
  let passage = 0, left = lengths[0];
  occurrences.drain((term) => {
    while (left === 0) left = lengths[++passage];
    left--;
    const last = ends[term] - 1;
    if (last >= starts[term] && positions[last] === passage) {
      counts[last]++;
      return;
    }
    positions[last + 1] = passage;
    counts[last + 1] = 1;
    ends[term]++;
  });
  return { terms, starts, positions, counts, lengths };
}
