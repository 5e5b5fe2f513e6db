import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { pairedBootstrap } from "./bootstrap.ts";
import { differences } from "./differences.ts";
import { effectSize } from "./effect_size.ts";
import { kendallTau } from "./kendall_tau.ts";
import { pairedTTest } from "./paired_t.ts";
import { randomisationTest } from "./randomisation.ts";
import { effectRatio } from "./reproduction/mod.ts";
import { seedsBootstrap } from "./seeds_bootstrap.ts";
import { standardDeviation } from "./standard_deviation.ts";
import { equivalenceTest } from "./equivalence.ts";
import { twoWayBootstrap } from "./two_way_bootstrap.ts";
import { wilcoxonTest } from "./wilcoxon.ts";
import { winsTiesLosses } from "./wins.ts";

const close = (found: number, expected: number) =>
  assert.ok(
    found === expected || Math.abs(found - expected) <= 1e-9 * Math.abs(expected),
    `${found} against ${expected}`,
  );

Deno.test("tenths have the statistics of whole numbers, whose differences are exact", () => {
  const random = generator(5);
  for (let round = 0; round < 300; round++) {
    const n = 2 + random.below(12), spread = 1 + random.below(5), shift = random.below(4);
    const b = Array.from({ length: n }, () => random.below(6));
    const a = b.map((value) => value + shift + random.below(spread) - (spread >> 1));
    const tenths = [a, b].map((values) => values.map((value) => value / 10)) as [number[], number[]];
    const label = `${a} against ${b}`;

    const t = pairedTTest(...tenths), wholeT = pairedTTest(a, b);
    close(t.t, wholeT.t);
    close(t.p, wholeT.p);
    const effect = effectSize(...tenths), wholeEffect = effectSize(a, b);
    close(effect.cohen, wholeEffect.cohen);
    close(effect.hedges, wholeEffect.hedges);
    assert.deepEqual(wilcoxonTest(...tenths), wilcoxonTest(a, b), label);
    assert.deepEqual(winsTiesLosses(...tenths), winsTiesLosses(a, b), label);
    const options = { seed: round, permutations: 200, resamples: 200 };
    assert.equal(randomisationTest(...tenths, options).p, randomisationTest(a, b, options).p, label);
    const interval = pairedBootstrap(...tenths, options), whole = pairedBootstrap(a, b, options);
    const seeds = seedsBootstrap([tenths[0]], [tenths[1], tenths[1]], options);
    const wholeSeeds = seedsBootstrap([a], [b, b], options);
    for (const end of ["mean", "low", "high"] as const) {
      assert.equal(Math.sign(interval[end]), Math.sign(whole[end]), label);
      assert.equal(Math.sign(seeds[end]), Math.sign(wholeSeeds[end]), label);
    }
    const tau = kendallTau(differences(...tenths), tenths[1]);
    assert.ok(Object.is(tau, kendallTau(a.map((value, i) => value - b[i]), b)), label);
  }
});

Deno.test("tenths have the t and p that scipy finds for the whole numbers", () => {
  // scipy 1.17.1: ttest_1samp([1, 1, -1, 2, 0, 3], 0) and wilcoxon of the same without 0, asymptotic
  const a = [0.2, 0.4, 0.3, 0.9, 0.7, 0.8], b = [0.1, 0.3, 0.4, 0.7, 0.7, 0.5];
  const { t, p } = pairedTTest(a, b);
  close(t, 1.7320508075688774);
  close(p, 0.1438108087116039);
  const ranks = wilcoxonTest(a, b, { method: "normal" });
  assert.equal(ranks.negative, 2);
  close(ranks.p, 0.13079706180685857);
});

Deno.test("the same difference everywhere has no spread: t and d are infinite", () => {
  for (const n of [2, 3, 250, 6980]) {
    const b = Float64Array.from({ length: n }, (_, i) => i % 9 / 10);
    const a = b.map((value) => value + 0.1);
    const { t, p } = pairedTTest(a, b);
    assert.deepEqual([t, p, effectSize(b, a).cohen], [Infinity, 0, -Infinity]);
    assert.equal(wilcoxonTest(a, b).rankBiserial, 1);
    assert.equal(standardDeviation(a.map((value, i) => value - b[i])), 0);
  }
});

Deno.test("differences that cancel, but for rounding errors, are no difference", () => {
  const a = [0.1, 0.2, 0.3, 0.5], b = [0, 0, 0.6, 0.5];
  assert.notEqual(0.1 + 0.2 + (0.3 - 0.6), 0);
  assert.deepEqual(pairedTTest(a, b), { difference: 0, t: 0, degrees: 3, p: 1 });
  assert.deepEqual(effectSize(a, b), { cohen: 0, hedges: 0 });
  assert.deepEqual(randomisationTest(a, b, { seed: 1 }), { difference: 0, p: 1 });
  assert.throws(
    () => effectRatio({ advanced: a, baseline: b }, { advanced: a, baseline: b }),
    /no difference/,
  );
});

Deno.test("resamples over queries and seeds that cancel are 0, and what is at a margin is at it", () => {
  const differences = [0.1, 0.2, 0.3 - 0.6];
  const { mean, low, high, resamples } = twoWayBootstrap([differences, differences], {
    seed: 1,
    resamples: 500,
  });
  assert.equal(mean, 0);
  assert.ok(low < 0 && high > 0);
  assert.ok(
    resamples.some((value) => value === 0) && !resamples.some((value) => Math.abs(value) < 1e-9 && value),
  );
  const atMargin = new Float64Array(100).fill(0.1 - 0.08);
  assert.ok(atMargin[0] < 0.02 || atMargin[0] > 0.02);
  assert.equal(equivalenceTest(atMargin, { margin: 0.02 }).equivalent, false);
  assert.equal(equivalenceTest(atMargin.map((value) => value - 1e-17), { margin: 0.02 }).equivalent, false);
});

Deno.test("small differences of small values are differences", () => {
  const a = [3e-14, 1e-14, 2e-14], b = [1e-14, 2e-14, 0];
  assert.deepEqual(winsTiesLosses(a, b), { wins: 2, ties: 0, losses: 1 });
  assert.ok(standardDeviation(a) > 0);
});

Deno.test("values that are not finite are refused", () => {
  assert.throws(() => pairedTTest([1, NaN], [0, 0]), { name: "UserError", message: /found NaN, query 2/ });
  assert.throws(() => wilcoxonTest([1, 2], [Infinity, 0]), /found Infinity, query 1/);
});
