/**
 * Seeded random numbers: PCG32 (O'Neill 2014), the same numbers on every machine.
 *
 * Nothing in this project draws from a global generator; functions take a `Generator` or a seed.
 */

const MULTIPLIER = 6364136223846793005n;
const MASK = 0xffffffffffffffffn;

export interface Generator {
  /** The next 32 random bits, as an unsigned integer. */
  uint32(): number;
  /** A number in [0, 1) with 32 random bits. */
  uniform(): number;
  /** An integer in [0, bound), without bias. */
  below(bound: number): number;
  /** A draw from the standard normal distribution (Box and Muller 1958). */
  normal(): number;
}

/**
 * A new generator that starts from a seed.
 *
 * @param seed A non-negative integer.
 * @throws RangeError where the seed is not a non-negative safe integer.
 *
 * @example The same seed gives the same numbers
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(generator(42).uint32(), generator(42).uint32());
 * ```
 */
export function generator(seed: number): Generator {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`Expected a seed to be a non-negative integer but found ${seed}`);
  }
  // PCG's reference seeding, with stream 54.
  const increment = (54n << 1n) | 1n;
  // BigInt steps are slow, so the 64-bit state is kept as two halves of 32 bits.
  let state = (increment + BigInt(seed)) & MASK;
  state = (state * MULTIPLIER + increment) & MASK;
  let high = Number(state >> 32n);
  let low = Number(state & 0xffffffffn);
  const mulHigh = Number(MULTIPLIER >> 32n);
  const mulLow = Number(MULTIPLIER & 0xffffffffn);
  const mul1 = mulLow >>> 16, mul0 = mulLow & 0xffff;
  const incLow = Number(increment);

  function uint32(): number {
    // XSH RR: xorshift the high bits, then rotate by the top five.
    const rotation = high >>> 27;
    // xored = ((state >> 18) ^ state) >> 27, the low 32 bits of it
    const shiftedHigh = high >>> 18;
    const shiftedLow = ((high << 14) | (low >>> 18)) >>> 0;
    const xHigh = (shiftedHigh ^ high) >>> 0;
    const xLow = (shiftedLow ^ low) >>> 0;
    const xored = ((xHigh << 5) | (xLow >>> 27)) >>> 0;
    // state = state * MULTIPLIER + increment, modulo 2^64; the product of the low halves in parts of 16 bits
    const low1 = low >>> 16, low0 = low & 0xffff;
    const middle = low1 * mul0 + (Math.imul(low0, mul0) >>> 16 & 0xffff);
    const cross = low0 * mul1 + middle % 0x10000;
    const carried = low1 * mul1 + Math.floor(middle / 0x10000) + Math.floor(cross / 0x10000);
    const sum = (Math.imul(low, mulLow) >>> 0) + incLow;
    high = (carried + Math.imul(low, mulHigh) + Math.imul(high, mulLow) + (sum > 0xffffffff ? 1 : 0)) >>> 0;
    low = sum >>> 0;
    return ((xored >>> rotation) | (xored << (-rotation & 31))) >>> 0;
  }

  function below(bound: number): number {
    if (!(Number.isInteger(bound) && bound > 0 && bound <= 0x100000000)) {
      throw new RangeError(`Expected a bound from 1 to 2^32 but found ${bound}`);
    }
    const threshold = (0x100000000 - bound) % bound;
    for (;;) {
      const draw = uint32();
      if (draw >= threshold) return draw % bound;
    }
  }

  const uniform = () => uint32() / 0x100000000;
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uint32, uniform, below, normal };
}

/**
 * Shuffles in place (Fisher and Yates).
 *
 * @returns The same array.
 */
export function shuffle<T extends { length: number; [index: number]: unknown }>(
  array: T,
  random: Generator,
): T {
  for (let i = array.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [array[i], array[j]] = [array[j], array[i]];
  }
  return array;
}
