import assert from "node:assert/strict";
import { inventedResult, inventedResults, marginMethod } from "../runs/results_for_tests.ts";
import { trainingFindings } from "./training_findings.ts";

const [bm25, untrained] = [
  inventedResult("none", { kind: "bm25", k1: 0.9, b: 0.4 }, 0.2),
  inventedResult("tiny", { kind: "untrained" }, 0.1),
];
const adaptive = inventedResult("tiny", marginMethod("adaptive"), 0.6);
const fixed = inventedResult("tiny", marginMethod(0.5), 0.59);

Deno.test("the best on dev is compared with what was there before, and with the other losses", () => {
  const found = trainingFindings([bm25, untrained, fixed, adaptive]);
  assert.match(found, /tiny after 40 steps of 64 triples/);
  assert.match(found, /\*\*Best on dev: adaptive\*\*, nDCG@10 0\.\d{3} \[/);
  assert.match(
    found,
    /\*\*Against the untrained encoder\*\* \(nDCG@10 0\.\d{3} .*\): higher: \+0\.\d{3} \[.*, p /,
  );
  assert.match(found, /\*\*Against BM25\*\*/);
  assert.match(found, /excludes 0 for 0 of 1\. The choice among them is not decided/);
});

Deno.test("what was not run is not compared with", () => {
  assert.equal(trainingFindings([adaptive]).split("\n").filter((line) => line.startsWith("-")).length, 1);
  assert.throws(() => trainingFindings([bm25, untrained]), /a trained run but found none/);
  assert.throws(
    () => trainingFindings(inventedResults()),
    /one collection and one encoder but found .*minilm; .*tiny/,
  );
});
