import assert from "node:assert/strict";
import { judge } from "./judge.ts";

const ranking = (ids: string[], scores: number[]) => ({ ids, scores: Float64Array.from(scores) });
const judgements = new Map([["a", 1], ["b", 2], ["c", 0], ["pooled", -1]]);

Deno.test("a ranking is put in order by score, ties by id, both descending", () => {
  const { grades } = judge(ranking(["c", "a", "b"], [3, 1, 1]), judgements);
  assert.deepEqual([...grades], [0, 2, 1]);
});

Deno.test("scores that differ beyond single precision are no tie", () => {
  const { grades } = judge(ranking(["b", "a"], [1, 1 + 1e-12]), judgements);
  assert.deepEqual([...grades], [1, 2]);
});

Deno.test("unjudged and merely pooled passages have grade zero and are told apart from judged ones", () => {
  const { grades, judgedAt, judged } = judge(ranking(["x", "pooled", "c", "b"], [4, 3, 2, 1]), judgements);
  assert.deepEqual([...grades], [0, 0, 0, 2]);
  assert.deepEqual([...judgedAt], [0, 0, 1, 1]);
  assert.deepEqual([...judged], [1, 2, 0]);
});

Deno.test("a passage that occurs twice, a score that is NaN and a missing score are refused", () => {
  assert.throws(
    () => judge(ranking(["a", "b", "a"], [3, 2, 1]), judgements),
    /each passage once but found a twice/,
  );
  assert.throws(
    () => judge(ranking(["a", "b"], [3, NaN]), judgements),
    /a score for passage b but found NaN/,
  );
  assert.throws(
    () => judge(ranking(["a", "b"], [3]), judgements),
    /a score for each of 2 passages but found 1/,
  );
});
