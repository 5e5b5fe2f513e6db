import assert from "node:assert/strict";
import { parseMeasure } from "./parse.ts";

const query = { grades: Float64Array.of(1, -1, 2, 0), judged: Float64Array.of(2, 2, 1, 0) };
const value = (name: string) => parseMeasure(name).of(query);

Deno.test("measures are called by their names in ir_measures", () => {
  assert.equal(value("RR@10"), 1);
  assert.equal(value("RR(rel=2)"), 1 / 3);
  assert.equal(value("RR( rel = 2 )@1"), 0);
  assert.equal(value("R@100"), 2 / 3);
  assert.equal(value("R(rel=2)@100"), 1 / 2);
  assert.equal(value("nDCG@1"), 1 / 2);
  assert.equal(value("AP(rel=2)@100"), 1 / 3 / 2);
  assert.equal(value("Judged@2"), 1 / 2);
  assert.equal(value("MAP"), value("AP"));
});

Deno.test("text is in quotes, booleans are written as in Python", () => {
  assert.equal(value("nDCG(dcg='exp-log2')@1"), 1 / 3);
  assert.equal(value('nDCG(dcg="log2", judged_only=False)@1'), 1 / 2);
  assert.equal(value("RR(rel=2, judged_only=True)"), 1 / 2);
});

Deno.test("a measure says how deep it looks, and in which order", () => {
  assert.equal(parseMeasure("nDCG@10").depth, 10);
  assert.equal(parseMeasure("nDCG(judged_only=True)@10").depth, Infinity);
  assert.equal(parseMeasure("Bpref").depth, Infinity);
  assert.equal(parseMeasure("RR@10").order, "score");
  assert.equal(parseMeasure("MSMARCO_RR@10").order, "rank");
});

Deno.test("a name that means no measure is refused with what was expected", () => {
  const refused = (name: string, message: RegExp) =>
    assert.throws(() => parseMeasure(name), { name: "UserError", message });
  refused("ndcg@10", /Unknown measure "ndcg@10"; expected one of nDCG, RR, /);
  refused("toString", /Unknown measure/);
  refused("nDCG@", /Expected a measure such as nDCG@10 or RR\(rel=2\)@10 but found "nDCG@"/);
  refused("", /Expected a measure such as/);
  refused("nDCG@ten", /cut-off to be an integer above 0 but found "ten"/);
  refused("RR@0", /cut-off to be an integer above 0 but found "0"/);
  refused("R", /expected a cut-off, as in R@100/);
  refused("Rprec@5", /expected no cut-off but found @5/);
  refused("RR(level=2)@10", /unknown parameter "level"; expected one of rel, judged_only/);
  refused("nDCG(rel=2)@10", /unknown parameter "rel"; expected one of dcg, judged_only/);
  refused("Judged(rel=2)@10", /unknown parameter "rel"; expected none/);
  refused("RR(rel=two)@10", /expected rel to be a grade above 0 but found "two"/);
  refused("RR(rel)@10", /expected rel to be a grade above 0 but found ""/);
  refused("nDCG(dcg=exp-log2)@10", /expected dcg to be 'log2' or 'exp-log2' but found "exp-log2"/);
  refused("RR(judged_only=1)@10", /expected judged_only to be True or False but found "1"/);
  refused("RBP(p=1)", /expected p to be at least 0 and below 1 but found "1"/);
  refused("ERR(max_rel=0)", /expected max_rel to be an integer from 1 to 1000 but found "0"/);
  refused("R(rel=0)@10", /expected rel to be a grade above 0 but found "0"/);
});
