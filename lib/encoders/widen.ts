/** Half-precision numbers as float32. Each is exact: float32 holds every value of both formats. */

/**
 * Widens bfloat16: the upper half of a float32.
 *
 * @param halves The numbers' bits.
 * @param into Is filled; as long as `halves`.
 */
export function widenBfloat16(halves: Uint16Array, into: Float32Array): void {
  const bits = new Uint32Array(into.buffer, into.byteOffset, into.length);
  for (let i = 0; i < bits.length; i++) bits[i] = halves[i] << 16;
}

/**
 * Widens IEEE 754 half precision (binary16): 1 sign, 5 exponent and 10 fraction bits.
 *
 * @param halves The numbers' bits.
 * @param into Is filled; as long as `halves`.
 */
export function widenHalf(halves: Uint16Array, into: Float32Array): void {
  const table = halfTable ??= Uint32Array.from({ length: 1 << 16 }, (_, half) => bitsOfHalf(half));
  const bits = new Uint32Array(into.buffer, into.byteOffset, into.length);
  for (let i = 0; i < bits.length; i++) bits[i] = table[halves[i]];
}

/** The float32 bits of each half; made on first need. */
let halfTable: Uint32Array | undefined;

function bitsOfHalf(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = half >> 10 & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | fraction << 13; // infinite, or not a number
  if (exponent > 0) return sign | exponent - 15 + 127 << 23 | fraction << 13;
  if (fraction === 0) return sign;
  // Subnormal: fraction * 2^-24, normal as a float32.
  const leading = 31 - Math.clz32(fraction);
  return sign | leading - 24 + 127 << 23 | (fraction << 23 - leading & 0x7fffff);
}
