import assert from "node:assert/strict";
import type { KnownCase } from "./expectation.ts";
import { knownCases } from "./known_cases.ts";
import { gainFindings, gainMarks, gainRows } from "./gains.ts";

Deno.test("each diagnosed encoder has its gains as marks and as a row, the worst of a collection first", async () => {
  const known = await knownCases();
  const rows = gainRows(known);
  assert.equal(rows.length, known.length);
  const here = rows.filter(({ searched }) => searched === "wordnet-study");
  const before = here.map((row) => row["nDCG@10 untrained"] as number);
  assert.ok(before.length >= 4 && before.every((value, i) => i === 0 || before[i - 1] <= value));
  const marks = gainMarks(known);
  assert.equal(marks.length, known.flatMap(({ gains }) => Object.keys(gains)).length);
  for (const { value: { low, mean, high } } of marks) assert.ok(low <= mean && mean <= high);
  const { encoder, collection, gains } = known[0];
  const mark = marks.find(({ label, panel }) =>
    label === `${encoder}, ${collection}` && panel === "against static 0.2"
  )!;
  assert.deepEqual(mark.value, gains["static 0.2"]);
});

Deno.test("findings say which property the rule takes, and how it did where it was not fitted", () => {
  const at = (gain: number) => ({ mean: gain, low: gain - 0.01, high: gain + 0.01 });
  const invented = (collection: string, meanTarget: number, gain: number): KnownCase => ({
    encoder: `e${meanTarget}`,
    collection,
    diagnosis: {
      "mean target": meanTarget,
      "spread of targets": 0.05,
      "mean margin": 0.1,
      "ordered triples": 0.6,
      "alignment": 0.3,
      "uniformity": -2,
      "effective rank": 40,
    },
    gains: { "static 0.2": at(gain) },
  });
  const here = [0.6, 0.7, 0.8, 0.9].map((target) => invented("here", target, 1 - target));
  const found = gainFindings([...here, invented("there", 0.5, 0.4)], "here");
  assert.match(found, /Against static 0.2\*\*: of 4 encoders, \*\*mean target\*\* says most/);
  assert.match(found, /Where it was not fitted, it errs by 0.100. e0.5 on there: expected 0.500/);
  assert.match(gainFindings(here.slice(1), "here"), /too few encoders/);
});
