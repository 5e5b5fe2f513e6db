import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { randomisationTest } from "./randomisation.ts";

Deno.test("the p-value is close to the exact one over all exchanges", () => {
  const a = [0.9, 0.7, 0.55, 0.8, 0.3, 0.65, 0.4, 0.75];
  const b = [0.7, 0.75, 0.4, 0.5, 0.35, 0.4, 0.3, 0.6];
  const paired = a.map((value, i) => value - b[i]);
  const observed = Math.abs(paired.reduce((x, y) => x + y));
  let asLarge = 0;
  for (let signs = 0; signs < 256; signs++) {
    const sum = paired.reduce((total, value, i) => total + (signs >> i & 1 ? value : -value), 0);
    if (Math.abs(sum) >= observed - 1e-12) asLarge++;
  }
  const { difference, p } = randomisationTest(a, b, { seed: 1, permutations: 20_000 });
  assert.ok(Math.abs(difference - observed / 8 * Math.sign(difference)) < 1e-12);
  assert.ok(Math.abs(p - asLarge / 256) < 0.01, `${p} against ${asLarge / 256}`);
});

Deno.test("with more than 32 queries, each coin is still fair and independent", () => {
  // One query of 40 differs: every exchange leaves a difference as large.
  const a = new Float64Array(40), b = new Float64Array(40);
  a[39] = 1;
  assert.equal(randomisationTest(a, b, { seed: 1 }).p, 1);
  // Two differ, one of them past the first 32: half of the exchanges cancel them.
  a[3] = 1;
  const { p } = randomisationTest(a, b, { seed: 1 });
  assert.ok(Math.abs(p - 0.5) < 0.02, `${p}`);
});

Deno.test("a p-value is never zero, and a large difference gets the smallest", () => {
  const b = Float64Array.from({ length: 100 }, () => 0.2);
  const a = b.map((value) => value + 0.5);
  assert.equal(randomisationTest(a, b, { seed: 1, permutations: 999 }).p, 1 / 1000);
});

Deno.test("p-values of equal systems are spread evenly", () => {
  const random = generator(3);
  const noise = () => Float64Array.from({ length: 50 }, () => random.normal());
  const ps = Array.from(
    { length: 200 },
    (_, seed) => randomisationTest(noise(), noise(), { seed, permutations: 200 }).p,
  );
  const below = (level: number) => ps.filter((p) => p <= level).length / ps.length;
  assert.ok(Math.abs(below(0.05) - 0.05) < 0.045, `${below(0.05)}`);
  assert.ok(Math.abs(below(0.5) - 0.5) < 0.1, `${below(0.5)}`);
});

Deno.test("different lengths and no values are refused", () => {
  assert.throws(() => randomisationTest([1], [1, 2], { seed: 1 }), /the same queries but found 1 and 2/);
  assert.throws(() => randomisationTest([], [], { seed: 1 }), /at least one value but found none/);
});
