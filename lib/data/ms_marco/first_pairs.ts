/**
 * The training triples of the reference: of each query the first pairs of a positive and a negative passage in MS MARCO's
 * list, in random order.
 *
 * The list has hundreds of millions of lines `query positive negative` of ids. It is read once, as a stream; what is kept
 * of it are numbers outside of JavaScript's heap, 12 bytes a pair.
 */
import {
  type Generator,
  generator,
  type Line,
  lineBlocks,
  malformedLine,
  type Triples,
  UserError,
} from "../../base/mod.ts";
import { TripleRows } from "../triple_rows.ts";
import { type FoundFile, shown } from "./files.ts";

export interface FirstPairsOptions {
  /** Pairs of each query; queries with fewer are left out. Default 128, the reference's. */
  readonly pairs?: number;
  /** Told now and then how many lines are read. */
  readonly onLines?: (lines: number) => void;
}

/** Pairs of queries that have enough of them, and what they were taken from. */
export interface FirstPairs {
  /** Ids, in the order of the file. */
  readonly pairs: Triples;
  /** Pairs in the file. */
  readonly lines: number;
  /** Queries that have a pair. */
  readonly queries: number;
  /** Queries that have enough of them. */
  readonly kept: number;
}

/**
 * Takes the first pairs of each query, by their ids.
 *
 * @throws UserError where the file cannot be read, where no query has enough pairs, or with the line that is malformed.
 */
export async function firstPairs(
  found: FoundFile,
  { pairs = 128, onLines }: FirstPairsOptions = {},
): Promise<FirstPairs> {
  let counts = new Int32Array(1 << 16);
  const rows = new TripleRows();
  const lines = await eachPair(found, ([query, positive, negative]) => {
    if (query >= counts.length) {
      const larger = new Int32Array(2 * query);
      larger.set(counts);
      counts = larger;
    }
    if (counts[query] === pairs) return;
    counts[query]++;
    rows.add(query, positive, negative);
  }, onLines);
  const kept = counts.reduce((kept, count) => count === pairs ? kept + 1 : kept, 0);
  if (kept === 0) {
    throw new UserError(
      `Expected a query with ${pairs} pairs of passages or more in ${shown(found)} but found at most ` +
        `${counts.reduce((most, count) => Math.max(most, count), 0)}. Was it cut?`,
    );
  }
  const queries = counts.reduce((queries, count) => count > 0 ? queries + 1 : queries, 0);
  return { pairs: rows.drain((query) => counts[query] === pairs), lines, queries, kept };
}

export interface PairsInOrderOptions {
  /** Decides the order of the triples. */
  readonly seed: number;
  /** What the pairs are from, for messages. */
  readonly from: string;
}

/**
 * Makes triples of pairs: their ids become positions, their order random.
 *
 * @param pairs By ids; they are overwritten, as they are many.
 * @param ids Of the queries and of the passages, whole numbers.
 * @throws UserError where a pair names a query or passage that is not there.
 */
export function triplesOfPairs(
  pairs: Triples,
  ids: { readonly queries: readonly string[]; readonly passages: readonly string[] },
  { seed, from }: PairsInOrderOptions,
): Triples {
  const { queries, positives, negatives } = pairs;
  const query = positionsOf(ids.queries), passage = positionsOf(ids.passages);
  for (
    const [column, positions, what] of [
      [queries, query, "query"],
      [positives, passage, "passage"],
      [negatives, passage, "passage"],
    ] as const
  ) {
    column.forEach((id, i) => {
      const position = id < positions.length ? positions[id] : -1;
      if (position < 0) {
        throw new UserError(
          `Expected a ${what} that is trained on but found ${what} ${id} in ${from}. Was the collection cut, or is ` +
            "it another list?",
        );
      }
      column[i] = position;
    });
  }
  shuffleTogether(pairs, generator(seed));
  return pairs;
}

/** Reads a list line by line; the numbers of a line are overwritten by the next. Returns how many lines there are. */
async function eachPair(
  found: FoundFile,
  take: (numbers: Float64Array) => void,
  onLines?: (lines: number) => void,
): Promise<number> {
  const numbers = new Float64Array(3);
  let lines = 0;
  const { file, member } = found;
  for await (const block of lineBlocks(file, "pairs of passages", { member, ended: true })) {
    block((line) => {
      if (!readNumbers(line, numbers)) {
        throw malformedLine(
          line,
          "three ids (query, positive, negative), of eight digits at most, between tabs",
        );
      }
      lines++;
      take(numbers);
    });
    onLines?.(lines);
  }
  return lines;
}

/** Fisher and Yates' shuffle of three columns in the same order. */
function shuffleTogether({ queries, positives, negatives }: Triples, random: Generator): void {
  for (let i = queries.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    for (const column of [queries, positives, negatives]) [column[i], column[j]] = [column[j], column[i]];
  }
}

/** The position of each id, by its number; -1 where there is none. */
function positionsOf(ids: readonly string[]): Int32Array {
  let largest = -1;
  for (const id of ids) largest = Math.max(largest, Number(id));
  const positions = new Int32Array(largest + 1).fill(-1);
  ids.forEach((id, position) => positions[Number(id)] = position);
  return positions;
}

const TAB = 9, ZERO = 48, LARGEST = 99_999_999;

/** Reads the whole numbers of a line; false where it has others, or not three. */
function readNumbers({ bytes, start, end }: Line, into: Float64Array): boolean {
  let at = start;
  for (let column = 0; column < into.length; column++) {
    let number = 0;
    const first = at;
    for (; at < end && bytes[at] !== TAB; at++) {
      const digit = bytes[at] - ZERO;
      if (!(digit >= 0 && digit <= 9)) return false;
      number = 10 * number + digit;
    }
    if (at === first || number > LARGEST) return false;
    into[column] = number;
    if (column < into.length - 1 && at++ === end) return false;
  }
  return at === end;
}
