import assert from "node:assert/strict";
import { fakeResult } from "../runs/results_for_tests.ts";
import { differenceOf } from "./difference.ts";
import { estimate } from "./estimate.ts";
import { plan } from "./grids.ts";
import { triplesToReach } from "./triples_to_reach.ts";

const results = plan("laptop", { encoders: ["minilm"] }).map((config) => fakeResult(config));

Deno.test("a run does not differ from itself", () => {
  const { difference, p, verdict } = differenceOf(results[0], results[0]);
  assert.deepEqual({ difference, p, verdict }, { difference: 0, p: 1, verdict: "no significant difference" });
});

Deno.test("runs over other queries are not compared", () => {
  const other = { ...results[0], queries: results[0].queries.map((id) => `${id}x`) };
  assert.throws(() => differenceOf(results[0], other), /same test queries/);
});

Deno.test("a measure that was not stored is named", () => {
  const bare = { ...results[0], measures: {} };
  assert.throws(() => estimate(bare, "nDCG@10"), /measure nDCG@10 of "minilm, untrained"/);
});

Deno.test("the triples to reach a level are read off between two validations", () => {
  const validations = [[0, 0.2], [100, 0.3], [200, 0.25], [300, 0.5]].map(([triples, value]) => ({
    step: triples / 10,
    triples,
    measures: { "nDCG@10": value, "RR@10": 0 },
  }));
  const result = { ...results[0], validations };
  assert.equal(triplesToReach(result, 0.1), 0);
  assert.ok(Math.abs(triplesToReach(result, 0.25) - 50) < 1e-9);
  assert.ok(Math.abs(triplesToReach(result, 0.4) - 260) < 1e-9);
  assert.equal(triplesToReach(result, 0.6), Infinity);
  // Reached after 80, lost at 200, reached again between 200 and 300, and held.
  assert.ok(Math.abs(triplesToReach(result, 0.28) - 212) < 1e-9);
  const falling = { ...result, validations: validations.toReversed() };
  assert.equal(triplesToReach(falling, 0.2), 300);
  assert.equal(triplesToReach(falling, 0.28), Infinity);
  assert.equal(triplesToReach({ ...result, validations: [] }, 0), Infinity);
});
