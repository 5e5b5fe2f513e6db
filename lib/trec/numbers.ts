/** Parses numbers in decimal notation from bytes. */

const ZERO = 48, PLUS = 43, MINUS = 45, POINT = 46, LARGE_E = 69, SMALL_E = 101;
/** Powers of ten that are exact in a double. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
/** Splits a double into halves of 26 bits. */
const SPLITTER = 2 ** 27 + 1;

/**
 * A decimal number such as `12`, `-0.5`, `.5` or `1.5e-3`, rounded to the nearest double.
 *
 * @returns NaN where the bytes from `start` to `end` are not such a number; infinite where it is too large.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(decimal(new TextEncoder().encode("-1.5e1"), 0, 6), -15);
 * ```
 */
export function decimal(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === MINUS;
  const first = negative || bytes[start] === PLUS ? start + 1 : start;
  // The significant digits: the first nine as one integer, the next nine as another.
  let high = 0, low = 0, digits = 0, point = end;
  let at = first;
  for (; at < end; at++) {
    const digit = bytes[at] - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (digits < 9) high = (high * 10 + digit) | 0;
      else if (digits < 18) low = (low * 10 + digit) | 0;
      if (high !== 0) digits++;
    } else if (bytes[at] === POINT && point === end) {
      point = at;
    } else {
      break;
    }
  }
  if (at - first === (point < at ? 1 : 0)) return NaN;
  let exponent = point < at ? point + 1 - at : 0;
  if (at < end) {
    if (bytes[at] !== SMALL_E && bytes[at] !== LARGE_E) return NaN;
    exponent += whole(bytes, at + 1, end);
    if (Number.isNaN(exponent)) return NaN;
  }
  const value = scaled(high, low, digits, exponent);
  if (!Number.isNaN(value)) return negative ? -value : value;
  return Number(String.fromCharCode.apply(null, bytes.subarray(start, end) as unknown as number[]));
}

/**
 * The double nearest to an integer of `digits` digits, the first nine in `high` and the rest in `low`, times
 * 10^exponent.
 *
 * @returns NaN where this method cannot tell.
 */
function scaled(high: number, low: number, digits: number, exponent: number): number {
  if (digits > 18 || exponent < -22 || exponent > 22) return NaN;
  const scale = digits > 9 ? POWERS[digits - 9] : 1;
  if (digits <= 15) {
    // Rounded once, as both factors are exact (Clinger, How to read floating point numbers accurately, 1990).
    const exact = high * scale + low;
    return exponent < 0 ? exact / POWERS[-exponent] : exact * POWERS[exponent];
  }
  if (exponent >= 0) return NaN;
  // The number as an unevaluated sum of two doubles, divided (Dekker, A floating-point technique for extending the
  // available precision, 1971).
  const rough = high * scale;
  const rest = productError(high, scale, rough) + low;
  const dividend = rough + rest;
  const divisor = POWERS[-exponent];
  const first = dividend / divisor;
  const product = first * divisor;
  const remainder = dividend - product - productError(first, divisor, product) + (rest - (dividend - rough));
  const second = remainder / divisor;
  const sum = first + second;
  const error = second - (sum - first);
  // `second` has a relative error of about 2^-52, which matters only where the sum is halfway between two doubles.
  return sum + error * (1 + 1e-9) === sum ? sum : NaN;
}

/** a * b - product, exactly. */
function productError(a: number, b: number, product: number): number {
  const wideA = a * SPLITTER, wideB = b * SPLITTER;
  const highA = wideA - (wideA - a), highB = wideB - (wideB - b);
  const lowA = a - highA, lowB = b - highB;
  return highA * highB - product + highA * lowB + lowA * highB + lowA * lowB;
}

/**
 * An integer of at most nine digits, which may be written as a decimal number, such as `1.0`.
 *
 * @returns NaN where the bytes from `start` to `end` are not such a number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(integer(new TextEncoder().encode("2.00"), 0, 4), 2);
 * assert.ok(Number.isNaN(integer(new TextEncoder().encode("2.5"), 0, 3)));
 * ```
 */
export function integer(bytes: Uint8Array, start: number, end: number): number {
  const value = whole(bytes, start, end);
  if (!Number.isNaN(value)) return value;
  const read = decimal(bytes, start, end);
  // Plus zero makes 0 of -0.
  return Number.isInteger(read) && Math.abs(read) < 1e9 ? read + 0 : NaN;
}

/**
 * An integer of at most nine digits, with or without a sign.
 *
 * @returns NaN where the bytes from `start` to `end` are not such a number.
 */
export function whole(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === MINUS;
  const first = negative || bytes[start] === PLUS ? start + 1 : start;
  if (first >= end || end - first > 9) return NaN;
  let value = 0;
  for (let at = first; at < end; at++) {
    const digit = bytes[at] - ZERO;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return negative ? 0 - value : value;
}
