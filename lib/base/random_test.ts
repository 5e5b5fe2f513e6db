import assert from "node:assert/strict";
import { generator, shuffle } from "./random.ts";

Deno.test("the generator gives the numbers of PCG's own demo for seed 42 and stream 54", () => {
  // pcg32_srandom_r(&rng, 42u, 54u), first six of pcg32-demo.c in the C reference implementation.
  const random = generator(42);
  const drawn = Array.from({ length: 6 }, () => random.uint32());
  assert.deepEqual(drawn, [0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e]);
});

Deno.test("a bounded draw stays below its bound and reaches all values", () => {
  const random = generator(1);
  const counts = new Int32Array(7);
  for (let i = 0; i < 7000; i++) counts[random.below(7)]++;
  for (const count of counts) assert.ok(count > 850 && count < 1150, `counts ${counts}`);
});

Deno.test("a shuffle is a permutation and depends on the seed alone", () => {
  const first = shuffle(Int32Array.from({ length: 100 }, (_, i) => i), generator(3));
  const second = shuffle(Int32Array.from({ length: 100 }, (_, i) => i), generator(3));
  assert.deepEqual(first, second);
  assert.deepEqual([...first].sort((a, b) => a - b), Array.from({ length: 100 }, (_, i) => i));
  assert.notDeepEqual([...first.slice(0, 5)], [0, 1, 2, 3, 4]);
});

Deno.test("normal draws have mean zero and variance one", () => {
  const random = generator(5);
  let sum = 0, squares = 0;
  for (let i = 0; i < 20000; i++) {
    const draw = random.normal();
    sum += draw;
    squares += draw * draw;
  }
  assert.ok(Math.abs(sum / 20000) < 0.03);
  assert.ok(Math.abs(squares / 20000 - 1) < 0.04);
});

Deno.test("a negative seed is refused", () => {
  assert.throws(() => generator(-1), /non-negative integer but found -1/);
});

Deno.test("a bound that no draw can be below is refused", () => {
  for (const bound of [0, -1, 1.5, NaN, 2 ** 33]) {
    assert.throws(() => generator(1).below(bound), /bound from 1 to 2\^32/);
  }
});
