/**
 * Twins: triples of one batch that share a text.
 *
 * With in-batch negatives a twin's passage is a false negative: the loss pushes a query away from a passage that answers
 * it. Texts count, not ids, so that the same text under two ids is one.
 */
import type { TrainingData } from "./training_data.ts";

/** The texts of triples as numbers: equal texts have equal numbers. */
export interface TripleTexts {
  /** Triples. */
  readonly size: number;
  /** `[3 * size]`: of each triple its query, positive and negative. */
  readonly numbers: Int32Array;
}

/** Numbers the texts of triples. */
export function tripleTexts({ queries, passages, triples }: TrainingData): TripleTexts {
  const known = new Map<string, number>();
  const numberOf = (text: string) => {
    const number = known.get(text) ?? known.size;
    if (number === known.size) known.set(text, number);
    return number;
  };
  const ofQueries = queries.texts.map(numberOf), ofPassages = passages.texts.map(numberOf);
  const size = triples.queries.length;
  const numbers = new Int32Array(3 * size);
  for (let i = 0; i < size; i++) {
    numbers[3 * i] = ofQueries[triples.queries[i]];
    numbers[3 * i + 1] = ofPassages[triples.positives[i]];
    numbers[3 * i + 2] = ofPassages[triples.negatives[i]];
  }
  return { size, numbers };
}

/** A batch that is being filled without twins. */
export interface BatchTexts {
  /** Adds a triple unless it shares a text with one that is in the batch. */
  add(triple: number): boolean;
}

/** An empty batch. */
export function batchTexts({ numbers }: TripleTexts): BatchTexts {
  const seen = new Set<number>();
  return {
    add(triple) {
      const texts = numbers.subarray(3 * triple, 3 * triple + 3);
      if (texts.some((text) => seen.has(text))) return false;
      for (const text of texts) seen.add(text);
      return true;
    },
  };
}

/** How many triples of a batch share a text with one before them. */
export function countTwins(texts: TripleTexts, batch: ArrayLike<number>): number {
  const seen = new Set<number>();
  let twins = 0;
  for (let i = 0; i < batch.length; i++) {
    const own = texts.numbers.subarray(3 * batch[i], 3 * batch[i] + 3);
    if (own.some((text) => seen.has(text))) twins++;
    for (const text of own) seen.add(text);
  }
  return twins;
}
