/** Numbers in little room, in base64: whole ones as they are, others as their places among the distinct ones. */

export interface Packed {
  /** Absent where the numbers are whole and not negative. */
  readonly distinct?: readonly number[];
  /** Bytes of a number or place. */
  readonly bytes: 1 | 2 | 4;
  /** The low bytes of all, then the next ones, which are mostly 0 and compress well; in base64. */
  readonly packed: string;
}

/**
 * Packs numbers, which come back as they were.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual([...unpack(pack([0.5, 1, 0.5, NaN]))], [0.5, 1, 0.5, NaN]);
 * assert.deepEqual([...unpack(pack([0, 70_000]))], [0, 70_000]);
 * ```
 */
export function pack(numbers: ArrayLike<number>): Packed {
  const all = Array.from(numbers);
  if (all.every((number) => Number.isInteger(number) && number >= 0 && number < 2 ** 32)) return inBytes(all);
  const places = new Map<number, number>();
  for (const number of all) if (!places.has(number)) places.set(number, places.size);
  return { distinct: [...places.keys()], ...inBytes(all.map((number) => places.get(number)!)) };
}

/** The numbers that were packed. */
export function unpack({ distinct, bytes, packed }: Packed): Float64Array {
  const letters = atob(packed);
  const numbers = new Float64Array(letters.length / bytes);
  for (let i = 0; i < numbers.length; i++) {
    let number = 0;
    for (let byte = bytes - 1; byte >= 0; byte--) {
      number = 256 * number + letters.charCodeAt(byte * numbers.length + i);
    }
    numbers[i] = distinct ? distinct[number] : number;
  }
  return numbers;
}

function inBytes(numbers: readonly number[]): Packed {
  const most = numbers.reduce((most, number) => Math.max(most, number), 0);
  const bytes = most < 2 ** 8 ? 1 : most < 2 ** 16 ? 2 : 4;
  let letters = "";
  for (let byte = 0; byte < bytes; byte++) {
    for (const number of numbers) {
      letters += String.fromCharCode(Math.floor(number / 256 ** byte) % 256);
    }
  }
  return { bytes, packed: btoa(letters) };
}
