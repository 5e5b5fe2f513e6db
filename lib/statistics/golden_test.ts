/** Against scipy and statsmodels: goldens/statistics.py. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inProject } from "../base/mod.ts";
import { pairedBootstrap } from "./bootstrap.ts";
import { bonferroni } from "./bonferroni.ts";
import { effectSize } from "./effect_size.ts";
import { holm } from "./holm.ts";
import { logGamma } from "./log_gamma.ts";
import { normalTails } from "./normal.ts";
import { randomisationTest } from "./randomisation.ts";
import { seedsBootstrap } from "./seeds_bootstrap.ts";
import { studentTails } from "./student_t.ts";
import { pairedTTest } from "./paired_t.ts";
import { wilcoxonTest } from "./wilcoxon.ts";

interface Compared {
  name: string;
  a: number[];
  b: number[];
  t: { t: number; p: number; degrees: number };
  wilcoxon: { exact: number | null; normal: number | null; positive: number };
  randomisation: number | null;
  bootstrap: { deviation: number; low: number; high: number } | null;
  effect: { cohen: number; hedges: number | null };
}

const golden: {
  compared: Compared[];
  corrected: { p: number[]; holm: number[]; bonferroni: number[] }[];
  student: [number, number, number][];
  normal: [number, number][];
  gamma: [number, number][];
} = JSON.parse(readFileSync(inProject("goldens", "statistics.json"), "utf8"));

function close(found: number, expected: number, label: string, tolerance = 1e-10): void {
  assert.ok(
    Math.abs(found - expected) <= tolerance * Math.abs(expected),
    `${label}: expected ${expected}, found ${found}`,
  );
}

Deno.test("tails of Student's t and of the normal distribution, and ln Γ, equal scipy's", () => {
  for (const [t, degrees, p] of golden.student) close(studentTails(-t, degrees), p, `t ${t}, ${degrees}`);
  for (const [z, p] of golden.normal) close(normalTails(z), p, `z ${z}`);
  for (const [x, value] of golden.gamma) close(logGamma(x), value, `ln Γ(${x})`, 1e-13);
});

Deno.test("the paired t-test equals scipy's", () => {
  for (const { name, a, b, t } of golden.compared) {
    const found = pairedTTest(a, b);
    close(found.t, t.t, `${name}, t`, 1e-9);
    close(found.p, t.p, `${name}, p`, 1e-8);
    assert.equal(found.degrees, t.degrees);
  }
});

Deno.test("Wilcoxon's test equals scipy's, exact and normal, with ties and without", () => {
  let exact = 0, normal = 0;
  for (const { name, a, b, wilcoxon } of golden.compared) {
    assert.equal(wilcoxonTest(a, b).positive, wilcoxon.positive);
    if (wilcoxon.exact !== null) {
      // scipy subtracts a tail from one, which loses what is below 1e-16.
      const { p } = wilcoxonTest(a, b, { method: "exact" });
      assert.ok(Math.abs(p - wilcoxon.exact) <= 1e-10 * p + 1e-15, `${name}: ${p} against ${wilcoxon.exact}`);
      exact++;
    }
    if (wilcoxon.normal !== null) {
      close(wilcoxonTest(a, b, { method: "normal" }).p, wilcoxon.normal, `${name}, normal`);
      normal++;
    }
  }
  assert.ok(exact >= 11 && normal >= 15, `${exact} exact, ${normal} normal`);
});

Deno.test("effect sizes equal those of numpy and scipy", () => {
  for (const { name, a, b, effect } of golden.compared) {
    const { cohen, hedges } = effectSize(a, b);
    close(cohen, effect.cohen, `${name}, d`, 1e-9);
    if (effect.hedges !== null) close(hedges, effect.hedges, `${name}, g`, 1e-9);
  }
});

Deno.test("Holm's and Bonferroni's corrections equal those of statsmodels", () => {
  for (const { p, ...adjusted } of golden.corrected) {
    holm(p).forEach((value, i) => close(value, adjusted.holm[i], `Holm of ${p[i]}`));
    bonferroni(p).forEach((value, i) => close(value, adjusted.bonferroni[i], `Bonferroni of ${p[i]}`));
  }
});

Deno.test("the randomisation test draws the p of all exchanges", () => {
  for (const { name, a, b, randomisation } of golden.compared) {
    if (randomisation === null) continue;
    const { p } = randomisationTest(a, b, { seed: 1, permutations: 20_000 });
    // five standard errors of 20,000 draws
    const tolerance = 5 * Math.sqrt(randomisation * (1 - randomisation) / 20_000) + 1e-4;
    assert.ok(Math.abs(p - randomisation) <= tolerance, `${name}: ${p} against ${randomisation}`);
  }
});

Deno.test("bootstraps of few queries draw the interval of all resamples", () => {
  for (const { name, a, b, bootstrap } of golden.compared) {
    if (bootstrap === null) continue;
    const options = { seed: 1, resamples: 40_000 };
    for (const { low, high } of [pairedBootstrap(a, b, options), seedsBootstrap([a], [b, b], options)]) {
      const tolerance = 0.06 * bootstrap.deviation;
      assert.ok(Math.abs(low - bootstrap.low) <= tolerance, `${name}: ${low} against ${bootstrap.low}`);
      assert.ok(Math.abs(high - bootstrap.high) <= tolerance, `${name}: ${high} against ${bootstrap.high}`);
    }
  }
});
