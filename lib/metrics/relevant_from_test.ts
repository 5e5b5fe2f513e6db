import assert from "node:assert/strict";
import { parseMeasure } from "./parse.ts";
import { relevantFrom } from "./relevant_from.ts";

Deno.test("a measure is given the grade from which it counts, unless it has one or knows none", () => {
  const cases: Record<string, string> = {
    "RR@10": "RR(rel=2)@10",
    "R@100": "R(rel=2)@100",
    AP: "AP(rel=2)",
    "RBP(p=0.5)@10": "RBP(p=0.5, rel=2)@10",
    "RR(rel=3)@10": "RR(rel=3)@10",
    "nDCG@10": "nDCG@10",
  };
  for (const [name, expected] of Object.entries(cases)) {
    assert.equal(relevantFrom(name, 2), expected);
    assert.equal(relevantFrom(name, 1), name);
    parseMeasure(expected);
  }
  assert.throws(() => relevantFrom("nope", 2), /Unknown measure "nope"/);
});
