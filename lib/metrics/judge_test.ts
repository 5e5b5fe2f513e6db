import assert from "node:assert/strict";
import { judge, judgedOnly, judgements, NOT_JUDGED, NOT_POOLED } from "./judge.ts";

const ranking = (ids: string[], scores: number[]) => ({ ids, scores: Float64Array.from(scores) });
const known = judgements(new Map([["a", 1], ["b", 2], ["c", 0], ["pooled", -1]]));

Deno.test("a ranking is put in order by score, ties by id, both descending", () => {
  const { grades } = judge(ranking(["c", "a", "b"], [3, 1, 1]), known);
  assert.deepEqual([...grades], [0, 2, 1]);
});

Deno.test("scores that differ beyond single precision tie only in single precision", () => {
  const close = ranking(["b", "a"], [1, 1 + 1e-12]);
  assert.deepEqual([...judge(close, known).grades], [1, 2]);
  assert.deepEqual([...judge(close, known, { precision: "single" }).grades], [2, 1]);
});

Deno.test("on request the order is that of the ids, and a depth cuts it", () => {
  const byRank = ranking(["c", "a", "b"], [1, 2, 3]);
  assert.deepEqual([...judge(byRank, known, { order: "rank" }).grades], [0, 1, 2]);
  assert.deepEqual([...judge(byRank, known, { depth: 2 }).grades], [2, 1]);
});

Deno.test("unjudged, merely pooled and judged passages are distinguished", () => {
  const query = judge(ranking(["x", "pooled", "c", "b"], [4, 3, 2, 1]), known);
  assert.deepEqual([...query.grades], [NOT_POOLED, NOT_JUDGED, 0, 2]);
  assert.deepEqual([...query.judged], [2, 1, 0]);
  assert.deepEqual([...judgedOnly(query).grades], [0, 2]);
});

Deno.test("a grade that is NaN or too large is refused", () => {
  for (const grade of [NaN, Infinity, 1e7]) {
    assert.throws(() => judgements(new Map([["a", grade]])), /a grade up to 1000000 for passage a but found/);
  }
});

Deno.test("a passage that occurs twice, a score that is NaN and a missing score are refused", () => {
  assert.throws(
    () => judge(ranking(["a", "b", "a"], [3, 2, 1]), known),
    /each passage once but found a twice/,
  );
  assert.throws(
    () => judge(ranking(["a", "b"], [3, NaN]), known),
    /a score for passage b but found NaN/,
  );
  assert.throws(
    () => judge(ranking(["a", "b"], [3]), known),
    /a score for each of 2 passages but found 1/,
  );
});
