/**
 * Twins: triples of one batch that share a text.
 *
 * With in-batch negatives a twin's passage is a false negative: the loss pushes a query away from a passage that answers
 * it. Texts count, not ids, so that the same text under two ids is one.
 */
import { lazyList, Positions } from "../base/mod.ts";
import type { TrainingData } from "./training_data.ts";

/** The texts of triples as numbers: equal texts have equal numbers. */
export interface TripleTexts {
  /** Triples. */
  readonly size: number;
  /** Of a triple its query, positive and negative. */
  of(triple: number): readonly [query: number, positive: number, negative: number];
}

/** Numbers the texts of triples. Of millions of passages it keeps some numbers each, and no text. */
export function tripleTexts({ queries, passages, triples }: TrainingData): TripleTexts {
  const asked = usedOf(queries.texts, [triples.queries]);
  const found = usedOf(passages.texts, [triples.positives, triples.negatives]);
  const texts = lazyList(
    asked.size + found.size,
    (place) => place < asked.size ? asked.textAt(place) : found.textAt(place - asked.size),
  );
  const firsts = new Positions(texts);
  const numbers = new Int32Array(texts.length);
  for (let place = 0; place < texts.length; place++) numbers[place] = firsts.get(texts[place])!;
  const passage = (position: number) => numbers[asked.size + found.placeOf[position]];
  return {
    size: triples.queries.length,
    of: (triple) => [
      numbers[asked.placeOf[triples.queries[triple]]],
      passage(triples.positives[triple]),
      passage(triples.negatives[triple]),
    ],
  };
}

/** The texts that are used, in the order of their positions. */
function usedOf(texts: readonly string[], columns: readonly Int32Array[]) {
  const isUsed = new Uint8Array(texts.length);
  for (const column of columns) for (const position of column) isUsed[position] = 1;
  const positions = new Int32Array(isUsed.reduce((sum, used) => sum + used, 0));
  /** The place of each position among those that are used. */
  const placeOf = new Int32Array(texts.length);
  let size = 0;
  for (let position = 0; position < texts.length; position++) {
    if (!isUsed[position]) continue;
    positions[size] = position;
    placeOf[position] = size++;
  }
  return { size, placeOf, textAt: (place: number) => texts[positions[place]] };
}

/** A batch that is being filled without twins. */
export interface BatchTexts {
  /** Adds a triple unless it shares a text with one that is in the batch. */
  add(triple: number): boolean;
}

/** An empty batch. */
export function batchTexts(texts: TripleTexts): BatchTexts {
  const seen = new Set<number>();
  return {
    add(triple) {
      const own = texts.of(triple);
      if (own.some((text) => seen.has(text))) return false;
      for (const text of own) seen.add(text);
      return true;
    },
  };
}

/** How many triples of a batch share a text with one before them. */
export function countTwins(texts: TripleTexts, batch: ArrayLike<number>): number {
  const seen = new Set<number>();
  let twins = 0;
  for (let i = 0; i < batch.length; i++) {
    const own = texts.of(batch[i]);
    if (own.some((text) => seen.has(text))) twins++;
    for (const text of own) seen.add(text);
  }
  return twins;
}
