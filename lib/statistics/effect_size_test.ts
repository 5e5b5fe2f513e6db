import assert from "node:assert/strict";
import { effectSize } from "./effect_size.ts";

Deno.test("Cohen's d is the mean over the standard deviation, Hedges' g somewhat less", () => {
  // Differences 0, 0.5, 1: mean 0.5, standard deviation 0.5. J(2) = Γ(1) / (√1 Γ(1/2)) = 1 / √π
  const { cohen, hedges } = effectSize([0.5, 1, 1], [0.5, 0.5, 0]);
  assert.equal(cohen, 1);
  assert.ok(Math.abs(hedges - 1 / Math.sqrt(Math.PI)) < 1e-13, `${hedges}`);
});

Deno.test("no difference is no effect; the same difference everywhere is an infinite effect", () => {
  assert.deepEqual(effectSize([0.1, 0.7], [0.1, 0.7]), { cohen: 0, hedges: 0 });
  assert.deepEqual(effectSize([0.5, 0.75, 1], [0.25, 0.5, 0.75]), { cohen: Infinity, hedges: Infinity });
});

Deno.test("with two queries the unbiased effect size is zero, even where the difference is the same", () => {
  assert.equal(effectSize([0.5, 0.75], [0.25, 0]).hedges, 0);
  assert.equal(effectSize([0.5, 0.75], [0.25, 0.5]).hedges, 0);
});

Deno.test("fewer than two queries are refused", () => {
  assert.throws(() => effectSize([1], [0]), { name: "UserError", message: /two queries but found 1/ });
});
