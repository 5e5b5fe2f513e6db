import assert from "node:assert/strict";
import { expectedReciprocalRank } from "./expected_reciprocal_rank.ts";

Deno.test("a passage of the highest grade satisfies nearly everyone", () => {
  assert.equal(expectedReciprocalRank([4]), 15 / 16);
  assert.equal(expectedReciprocalRank([0, 4]), 15 / 32);
});

Deno.test("later passages count only for readers who are not yet satisfied", () => {
  const first = 3 / 16, second = 7 / 16;
  assert.equal(expectedReciprocalRank([2, -1, 3]), first + (1 - first) * second / 3);
  assert.equal(expectedReciprocalRank([2, -1, 3], { cutoff: 2 }), first);
});

Deno.test("a grade beyond the scale is refused", () => {
  assert.throws(() => expectedReciprocalRank([5]), { name: "UserError", message: /up to 4 but found 5/ });
  assert.equal(expectedReciprocalRank([5], { maxGrade: 5 }), 31 / 32);
});
