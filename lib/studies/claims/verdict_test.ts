import assert from "node:assert/strict";
import { type Evidence, type Expectation, verdictOf } from "./verdict.ts";

const found = (mean: number, half: number, more: Partial<Evidence> = {}): Evidence => ({
  label: "a against b",
  place: "here",
  mean,
  low: mean - half,
  high: mean + half,
  p: Math.abs(mean) > half ? 0.001 : 0.5,
  pBeyond: Math.abs(mean) > half + 0.02 ? 0.001 : 0.5,
  equivalent: Math.abs(mean) + half < 0.02,
  seeds: 5,
  queries: 1000,
  ...more,
});
const above: Expectation = { kind: "above", value: 0 }, asGood: Expectation = { kind: "as good as" };
const word = (expectation: Expectation, ...evidence: Evidence[]) => verdictOf(expectation, evidence).word;

Deno.test("an expectation to be above 0 has four answers", () => {
  assert.equal(word(above, found(0.1, 0.05)), "supported");
  assert.equal(word(above, found(-0.1, 0.05)), "contradicted");
  assert.equal(word(above, found(0.001, 0.01)), "equivalent within ±0.02");
  assert.equal(word(above, found(0.01, 0.05)), "undecided");
});

Deno.test("better than as good as is no support for as good as", () => {
  assert.equal(word(asGood, found(0, 0.01)), "equivalent within ±0.02");
  assert.equal(word(asGood, found(0.1, 0.02)), "contradicted");
  assert.equal(word(asGood, found(-0.1, 0.02)), "contradicted");
  assert.equal(word(asGood, found(0.01, 0.05)), "undecided");
});

Deno.test("a difference that is not 0, and may be within the tolerance, does not contradict as good as", () => {
  assert.equal(word(asGood, found(0.03, 0.02)), "undecided");
  assert.equal(word(asGood, found(-0.03, 0.02)), "undecided");
});

Deno.test("a bound other than 0 has a test of its own", () => {
  const matters: Expectation = { kind: "above", value: 0.02 };
  assert.equal(word(matters, found(0.1, 0.05)), "supported");
  assert.equal(word(matters, found(0.1, 0.05, { pBeyond: 0.2 })), "undecided");
});

Deno.test("a range holds all of the interval, or none, or it is undecided", () => {
  const between: Expectation = { kind: "between", low: 3, high: 15 };
  assert.equal(word(between, found(8, 2)), "supported");
  assert.equal(word(between, found(1, 1)), "contradicted");
  assert.equal(word(between, found(3, 1)), "undecided");
});

Deno.test("two seeds decide nothing, and no evidence says why", () => {
  assert.equal(word(above, found(0.1, 0.05, { seeds: 2 })), "undecided");
  assert.equal(word(above, found(-0.1, 0.05, { seeds: 2 }), found(0.1, 0.05)), "supported");
  assert.deepEqual(verdictOf(above, [], "No teacher."), {
    word: "undecided",
    why: "No teacher.",
    each: [],
    ps: [],
  });
});

Deno.test("what a test decides has its corrected p-value, and what an interval or too few seeds do has none", () => {
  const few = found(0.1, 0.05, { seeds: 2 });
  assert.deepEqual(verdictOf(above, [found(0.1, 0.05), few, found(0, 0.1)]).ps, [0.002, null, 0.5]);
  assert.deepEqual(verdictOf(asGood, [found(0.1, 0.02)]).ps, [0.001]);
  assert.deepEqual(verdictOf(above, [found(0.001, 0.01)]).ps, [null]);
  const ratio = found(8, 2, { p: undefined, pBeyond: undefined, equivalent: undefined });
  assert.deepEqual(verdictOf({ kind: "between", low: 3, high: 15 }, [ratio]).ps, [null]);
});

Deno.test("p-values are corrected within a claim, and evidence that disagrees decides nothing", () => {
  const weak = found(0.1, 0.09, { p: 0.03 });
  assert.equal(word(above, weak), "supported");
  assert.equal(word(above, weak, weak), "undecided");
  const { word: both, each, why } = verdictOf(above, [found(0.1, 0.05), found(-0.1, 0.05)]);
  assert.deepEqual([both, ...each], ["undecided", "supported", "contradicted"]);
  assert.match(
    verdictOf(above, [found(0.1, 0.05), found(0, 0.1)]).why,
    /^A part of the evidence decides nothing/,
  );
  assert.match(why, /^The evidence disagrees\. a against b \(here\): 0\.100 \[0\.050, 0\.150\], supported; /);
});
