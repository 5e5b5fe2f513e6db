import assert from "node:assert/strict";
import { widenBfloat16, widenHalf } from "./widen.ts";

Deno.test("every half-precision number is widened to its value", () => {
  const all = new Float32Array(1 << 16);
  widenHalf(Uint16Array.from(all, (_, half) => half), all);
  for (let half = 0; half < 1 << 16; half++) {
    const sign = half >> 15 ? -1 : 1, exponent = half >> 10 & 31, fraction = half & 1023;
    const expected = exponent === 31
      ? (fraction ? NaN : sign * Infinity)
      : exponent === 0
      ? sign * fraction * 2 ** -24
      : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
    if (!Object.is(all[half], expected)) assert.fail(`${half}: expected ${expected}, found ${all[half]}`);
  }
});

Deno.test("bfloat16 is the upper half of a float32", () => {
  const values = new Float32Array(4);
  widenBfloat16(Uint16Array.of(0x3f80, 0xc049, 0x7f80, 0x8000), values);
  assert.deepEqual([...values], [1, -3.140625, Infinity, -0]);
});
