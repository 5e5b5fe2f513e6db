import assert from "node:assert/strict";
import { measureCautions } from "./cautions.ts";
import { evaluate } from "./evaluate.ts";

const qrels = (...grades: number[]) => new Map([["q", new Map(grades.map((grade, i) => [`p${i}`, grade]))]]);

Deno.test("parameters that do not fit binary grades are named, and others are not", () => {
  const measures = ["nDCG@10", "R(rel=2)@5", "AP(rel=1)", "nDCG(dcg='exp-log2')@10", "ERR@20", "Judged@5"];
  const said = measureCautions(measures, qrels(1, 0, 1));
  assert.equal(said.length, 3);
  assert.match(said[0], /^R\(rel=2\)@5: no grade is 2 or more, the highest is 1, so that all values are 0/);
  assert.match(said[1], /^nDCG\(dcg='exp-log2'\)@10: dcg='exp-log2' has no effect/);
  assert.match(said[2], /^ERR@20: the scale is taken to end at 4, .* ask for ERR\(max_rel=1\)@20\.$/);
  assert.deepEqual(measureCautions(measures, qrels(2, 0)), []);
  assert.deepEqual(measureCautions(["ERR(max_rel=1)@20", "RR(rel=3)"], qrels(3, 1)), []);
});

Deno.test("what is said holds", () => {
  const run = new Map([["q", { ids: ["p0", "p1", "p2"], scores: Float64Array.of(3, 2, 1) }]]);
  const names = ["R(rel=2)@5", "nDCG@10", "nDCG(dcg='exp-log2')@10"];
  const { means } = evaluate(run, qrels(0, 1, 1), { measures: names });
  assert.equal(means[names[0]], 0);
  assert.equal(means[names[1]], means[names[2]]);
});
