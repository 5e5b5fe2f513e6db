import assert from "node:assert/strict";
import { parseMeasure } from "./parse.ts";

const query = {
  grades: Float64Array.of(1, 2, 0),
  judgedAt: Uint8Array.of(1, 1, 0),
  judged: Float64Array.of(1, 2, 2, 0),
};

Deno.test("measures are called by their names in ir_measures", () => {
  assert.equal(parseMeasure("RR@10")(query), 1);
  assert.equal(parseMeasure("RR(rel=2)")(query), 1 / 2);
  assert.equal(parseMeasure("RR( rel = 2 )@1")(query), 0);
  assert.equal(parseMeasure("R@100")(query), 2 / 3);
  assert.equal(parseMeasure("R(rel=2)@100")(query), 1 / 2);
  assert.equal(parseMeasure("nDCG@1")(query), 1 / 2);
});

Deno.test("a name that means no measure is refused with what was expected", () => {
  const refused = (name: string, message: RegExp) =>
    assert.throws(() => parseMeasure(name), { name: "UserError", message });
  refused("ndcg@10", /Unknown measure "ndcg@10"; expected one of nDCG, RR, R/);
  refused("toString", /Unknown measure/);
  refused("nDCG@", /Expected a measure such as nDCG@10 or RR\(rel=2\)@10 but found "nDCG@"/);
  refused("", /Expected a measure such as/);
  refused("nDCG@ten", /cut-off to be an integer above 0 but found "ten"/);
  refused("RR@0", /cut-off to be an integer above 0 but found "0"/);
  refused("R", /expected a cut-off, as in R@100/);
  refused("RR(level=2)@10", /unknown parameter "level"; expected one of rel/);
  refused("nDCG(rel=2)@10", /unknown parameter "rel"; expected none/);
  refused("RR(rel=two)@10", /expected rel to be a number but found "two"/);
  refused("RR(rel)@10", /expected rel to be a number but found ""/);
  refused("R(rel=0)@10", /expected rel to be a grade above 0 but found 0/);
});
