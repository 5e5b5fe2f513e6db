/** What any run found for each query: a run's ten best are then small numbers, which take little room. */
import type { RunResult } from "../../runs/mod.ts";
import { pack, type Packed, unpack } from "./packed.ts";

/** The passages of each query, those that most runs found first. */
export type Found = readonly (readonly number[])[];

/** The queries of a collection and what runs found for them, loaded once a view asks for a run. */
export interface Searched {
  /** `[Q]` Ids. */
  readonly queries: readonly string[];
  readonly found: PackedFound;
}

/** As data files have it. */
export interface PackedFound {
  /** `[Q]` How many there are of each query. */
  readonly counts: Packed;
  /** Their places among the explorer's texts, query after query. */
  readonly places: Packed;
}

/**
 * The passages that any of some runs ranked among the best ten.
 *
 * @param results Over the same queries.
 * @param placeOf The place of a passage among the explorer's texts, by its position in the collection.
 */
export function foundBy(results: readonly RunResult[], placeOf: (position: number) => number): Found {
  return (results[0]?.queries ?? []).map((_, query) => {
    const counts = new Map<number, number>();
    for (const { top10 } of results) {
      for (const position of top10.positions.subarray(10 * query, 10 * query + 10)) {
        if (position >= 0) counts.set(position, (counts.get(position) ?? 0) + 1);
      }
    }
    return [...counts].sort(([a, more], [b, less]) => less - more || a - b).map(([position]) =>
      placeOf(position)
    );
  });
}

export function packFound(found: Found): PackedFound {
  return { counts: pack(found.map(({ length }) => length)), places: pack(found.flat()) };
}

export function unpackFound({ counts, places }: PackedFound): Found {
  const all = [...unpack(places)];
  let start = 0;
  return Array.from(unpack(counts), (count) => all.slice(start, start += count));
}

/** `[Q * 10]` The ten best of each query as numbers in its own list, from 1 on; 0 where fewer were found. */
export function numbersAmong(found: Found, places: ArrayLike<number>): number[] {
  const numbers = found.map((list) => new Map(list.map((place, i) => [place, i + 1])));
  return Array.from(places, (place, i) => place < 0 ? 0 : numbers[Math.floor(i / 10)].get(place)!);
}

/** `[Q * 10]` The places that {@linkcode numbersAmong} turned into numbers; -1 where fewer were found. */
export function placesAmong(found: Found, numbers: ArrayLike<number>): Int32Array {
  return Int32Array.from(numbers, (number, i) => number === 0 ? -1 : found[Math.floor(i / 10)][number - 1]);
}
