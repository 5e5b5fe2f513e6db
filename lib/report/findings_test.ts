import assert from "node:assert/strict";
import { outcomeOf, relation } from "./findings.ts";
import { inventedResult, inventedResults, marginMethod } from "../runs/results_for_tests.ts";
import { adaptiveFindings } from "./adaptive_findings.ts";
import { baselineFindings } from "./baseline_findings.ts";
import { dataEfficiencyFindings, triplesNeeded } from "./data_efficiency_findings.ts";
import { distributedFindings } from "./distributed_findings.ts";
import { staticFindings } from "./static_findings.ts";

const results = inventedResults({ encoders: ["tiny"] });

Deno.test("an outcome is mixed where cases differ, in part where some say nothing, undecided where none says anything", () => {
  assert.equal(outcomeOf(["for", "for"]), "agrees");
  assert.equal(outcomeOf(["against"]), "disagrees");
  assert.equal(outcomeOf(["for", "against"]), "mixed");
  assert.equal(outcomeOf(["for", "neither"]), "agrees in part");
  assert.equal(outcomeOf(["against", "neither"]), "disagrees in part");
  assert.equal(outcomeOf(["neither"]), "undecided");
  assert.equal(outcomeOf([]), "undecided");
});

Deno.test("a wide interval around zero says nothing, a narrow one that two runs are about the same", () => {
  const gap = (low: number, high: number) =>
    ({ difference: 0, low, high, p: 1, verdict: "no significant difference" }) as const;
  assert.equal(relation(gap(-0.1, 0.1)), "unclear");
  assert.equal(relation(gap(-0.01, 0.01)), "same");
  assert.equal(relation({ ...gap(0.001, 0.2), verdict: "higher" }), "higher");
});

Deno.test("a margin that changes nothing is said not to matter", () => {
  const flat = [0.2, 0.5, 0.8].map((tau) => {
    const result = inventedResult("tiny", marginMethod(0.2), 0.4);
    return { ...result, config: { ...result.config, method: marginMethod(tau) } };
  });
  assert.match(staticFindings(flat), /The static margin matters much: our results disagree/);
});

Deno.test("a margin that makes the difference is said to matter, with best, worst and interval", () => {
  const steep = [
    inventedResult("tiny", marginMethod(0.2), 0.1),
    inventedResult("tiny", marginMethod(0.5), 0.7),
  ];
  const text = staticFindings(steep);
  assert.match(text, /matters much: our results agree/);
  assert.match(text, /The best margin is 0.5 .* the worst 0.2 .* higher: \+0\.\d{3} \[\+0/);
});

Deno.test("the level of in-batch softmax is reached by itself at its own end", () => {
  const softmax = triplesNeeded(results).find(({ method }) => method === "in-batch softmax")!;
  assert.ok(Math.abs(softmax.share - 1) < 1e-12);
});

Deno.test("all findings name their collection, their queries and the kind of their intervals", () => {
  for (
    const find of [
      staticFindings,
      adaptiveFindings,
      distributedFindings,
      dataEfficiencyFindings,
      baselineFindings,
    ]
  ) {
    const text = find(results);
    assert.match(
      text,
      /^Measured on wordnet-laptop with 40 test queries, tiny after 40 steps of 64 triples\./,
    );
    assert.match(text, /95 % bootstrap intervals over queries; one seed was trained/);
    assert.doesNotMatch(text, /NaN|undefined|Infinity/);
  }
});

Deno.test("a level that is reached and lost again is not reached; dev values are said to be of another collection", () => {
  const dips = results.map((result) => {
    const last = result.validations.at(-1)!;
    const { method } = result.config;
    if (method.kind !== "margin" || method.target !== "adaptive" || method.inBatch) return result;
    // The highest value on the way, and the lowest at the end.
    const [first, ...others] = result.validations.map(({ measures }) => measures);
    const high = { "nDCG@10": 1, "RR@10": 1 }, low = { "nDCG@10": 0, "RR@10": 0 };
    const values = [first, ...others.map(() => high).slice(1), low];
    return {
      ...result,
      validations: result.validations.map((each, i) => ({ ...each, measures: values[i] })),
      last,
    };
  });
  const text = dataEfficiencyFindings(dips);
  assert.match(text, /adaptive does not reach and hold it/);
  assert.match(text, /Adaptive reaches, and holds to its end, the last dev level of 0 of \d+ static/);
  for (const found of [text, distributedFindings(results)]) {
    assert.match(
      found,
      /another sub-collection than test values.*BM25's best \d+ .* so that dev values are higher/,
    );
  }
});

Deno.test("what was not tested is said not to be tested", () => {
  assert.match(baselineFindings(results), /teacher-distilled bi-encoders: not tested here/);
  assert.match(
    dataEfficiencyFindings(results),
    /teacher distillation with a part of the data: not tested here/,
  );
});
