import { UserError } from "../base/mod.ts";
import { specialTokens } from "./special.ts";

export interface TrainWordPieceOptions {
  /** Entries wanted, including special tokens; the result has fewer where no frequent pair remains. */
  vocabularySize: number;
  /** Pairs rarer than this are not merged; default 2. */
  minFrequency?: number;
  /** The most frequent characters that are kept; words with others are left out. Default 1000. */
  alphabetLimit?: number;
}

// The tokenizer reads longer words as [UNK], so there is nothing to learn from them.
const LONGEST_WORD = 100;
// Two ids make one key of a pair: `left * PAIR + right`, whose order is that of the pairs.
const PAIR = 2 ** 26;

/**
 * Makes a WordPiece vocabulary by merging pairs (Sennrich et al. 2016; the trainer of Hugging Face's tokenizers):
 * words start as characters, and again and again the most frequent pair of neighbours becomes a piece. Among pairs of
 * equal frequency, the one with the older pieces is merged first, so that the order of the counts does not matter.
 *
 * @param wordCounts How often each word occurs, as `countWords` returns it.
 * @returns The special tokens, the characters, the characters that continue a word, then pieces by age.
 * @throws UserError where there are no words, or the characters alone fill the vocabulary.
 */
export function trainWordPiece(
  wordCounts: ReadonlyMap<string, number>,
  options: TrainWordPieceOptions,
): string[] {
  const { vocabularySize, minFrequency = 2, alphabetLimit = 1000 } = options;
  const alphabet = alphabetOf(wordCounts, alphabetLimit);
  const spelled: { letters: string[]; count: number }[] = [];
  for (const [word, count] of wordCounts) {
    const letters = [...word];
    if (letters.length > LONGEST_WORD || letters.some((letter) => !alphabet.has(letter))) continue;
    spelled.push({ letters: letters.map((letter, i) => i === 0 ? letter : "##" + letter), count });
  }
  if (spelled.length === 0) {
    throw new UserError(
      "Expected words to train a vocabulary on but found none. Pass texts that are not empty.",
    );
  }
  const continuing = new Set(spelled.flatMap(({ letters }) => letters.slice(1)));
  const vocabulary = [...new Set([...specialTokens, ...[...alphabet].sort(), ...[...continuing].sort()])];
  if (vocabulary.length > vocabularySize) {
    throw new UserError(
      `Expected room for all characters in a vocabulary of ${vocabularySize} but found ${vocabulary.length} special ` +
        `tokens and characters. Raise vocabularySize, or lower alphabetLimit (now ${alphabetLimit}).`,
    );
  }
  const ids = new Map(vocabulary.map((piece, id) => [piece, id]));
  const words = spelled.map(({ letters }) => letters.map((letter) => ids.get(letter)!));

  const pairCounts = new Map<number, number>();
  /** Words that contain a pair, or did once. */
  const pairWords = new Map<number, Set<number>>();
  const candidates = pairHeap();

  function count(word: number, sign: 1 | -1, changed: Set<number>): void {
    const pieces = words[word];
    for (let i = 1; i < pieces.length; i++) {
      const pair = pieces[i - 1] * PAIR + pieces[i];
      pairCounts.set(pair, (pairCounts.get(pair) ?? 0) + sign * spelled[word].count);
      changed.add(pair);
      if (sign < 0) continue;
      const containing = pairWords.get(pair);
      if (containing) containing.add(word);
      else pairWords.set(pair, new Set([word]));
    }
  }

  const all = new Set<number>();
  words.forEach((_, word) => count(word, 1, all));
  for (const pair of all) candidates.push(pair, pairCounts.get(pair)!);

  while (vocabulary.length < vocabularySize) {
    const best = candidates.pop();
    if (best === undefined || best.count < minFrequency) break;
    // An entry is out of date where its pair's count has changed since; a newer one is in the heap.
    if (best.count !== pairCounts.get(best.pair)) continue;
    const left = Math.floor(best.pair / PAIR), right = best.pair % PAIR;
    const merged = idOf(vocabulary[left] + vocabulary[right].slice(2));
    const changed = new Set<number>();
    for (const word of pairWords.get(best.pair)!) {
      if (!containsPair(words[word], left, right)) continue;
      count(word, -1, changed);
      words[word] = mergePair(words[word], left, right, merged);
      count(word, 1, changed);
    }
    pairCounts.delete(best.pair);
    pairWords.delete(best.pair);
    for (const pair of changed) {
      const now = pairCounts.get(pair);
      if (now) candidates.push(pair, now);
      else pairCounts.delete(pair);
    }
  }
  return vocabulary;

  // Two ways of merging can spell the same piece.
  function idOf(piece: string): number {
    let id = ids.get(piece);
    if (id === undefined) {
      id = vocabulary.push(piece) - 1;
      ids.set(piece, id);
    }
    return id;
  }
}

/** The most frequent characters; of equally frequent ones those with the lower code points. */
function alphabetOf(wordCounts: ReadonlyMap<string, number>, limit: number): Set<string> {
  const counts = new Map<string, number>();
  for (const [word, count] of wordCounts) {
    for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + count);
  }
  const byCount = [...counts].sort(([a, x], [b, y]) => y - x || a.codePointAt(0)! - b.codePointAt(0)!);
  return new Set(byCount.slice(0, limit).map(([letter]) => letter));
}

function containsPair(pieces: number[], left: number, right: number): boolean {
  for (let i = 1; i < pieces.length; i++) if (pieces[i - 1] === left && pieces[i] === right) return true;
  return false;
}

function mergePair(pieces: number[], left: number, right: number, merged: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < pieces.length; i++) {
    if (pieces[i] === left && pieces[i + 1] === right) {
      out.push(merged);
      i++;
    } else out.push(pieces[i]);
  }
  return out;
}

/** A binary heap of pairs: the highest count first, then the lowest pair. */
function pairHeap() {
  const heap: { pair: number; count: number }[] = [];
  const before = (a: number, b: number) =>
    heap[a].count > heap[b].count || (heap[a].count === heap[b].count && heap[a].pair < heap[b].pair);
  const swap = (a: number, b: number) => ([heap[a], heap[b]] = [heap[b], heap[a]]);

  function push(pair: number, count: number): void {
    let at = heap.push({ pair, count }) - 1;
    for (let up; at > 0 && before(at, up = (at - 1) >> 1); at = up) swap(at, up);
  }

  function pop(): { pair: number; count: number } | undefined {
    const top = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return top;
    heap[0] = last;
    for (let at = 0;;) {
      let best = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && before(child, best)) best = child;
      }
      if (best === at) return top;
      swap(at, best);
      at = best;
    }
  }

  return { push, pop };
}
