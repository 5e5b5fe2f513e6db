/**
 * The checksum that a file of the project carries: its CRC-32 in eight hexadecimal digits, at a place that depends on the
 * format. It is computed as if zeros (`0`) stood in that place.
 *
 * CRC-32 finds every damage of up to 32 bits in a row and all but one in four billion of the others, at some 20 GB a
 * second.
 */
import { crc32 } from "node:zlib";

/** The number of digits of a checksum. */
export const CHECKSUM_DIGITS = 8;

/** What stands for the checksum while it is computed. */
export const NO_CHECKSUM: string = "0".repeat(CHECKSUM_DIGITS);

/** Bytes that are summed at once, so that no file is too large for a call. */
const CHUNK = 2 ** 30;

/** A checksum of bytes that come in pieces. */
export interface Checksum {
  update(bytes: Uint8Array): void;
  /** The digits of all bytes so far. */
  digits(): string;
}

/**
 * Starts a checksum.
 *
 * @example The check value of CRC-32
 * ```ts
 * import assert from "node:assert/strict";
 * const checksum = startChecksum();
 * checksum.update(new TextEncoder().encode("12345"));
 * checksum.update(new TextEncoder().encode("6789"));
 * assert.equal(checksum.digits(), "cbf43926");
 * ```
 */
export function startChecksum(): Checksum {
  let sum = 0;
  return {
    update(bytes) {
      for (let at = 0; at < bytes.length; at += CHUNK) sum = crc32(bytes.subarray(at, at + CHUNK), sum);
    },
    digits: () => sum.toString(16).padStart(CHECKSUM_DIGITS, "0"),
  };
}

/** The checksum of a file's bytes whose own checksum stands at `place`. */
export function checksumAround(bytes: Uint8Array, place: number): string {
  const checksum = startChecksum();
  checksum.update(bytes.subarray(0, place));
  checksum.update(new TextEncoder().encode(NO_CHECKSUM));
  checksum.update(bytes.subarray(place + CHECKSUM_DIGITS));
  return checksum.digits();
}

/** Says that a file which can be made again is damaged, and is made again. */
export function warnOfDamage(file: string): void {
  console.warn(`${file} is damaged, incomplete or of another version: it is made again.`);
}
