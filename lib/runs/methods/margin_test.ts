import assert from "node:assert/strict";
import { batchTargets, errorFns } from "../../losses/mod.ts";
import { margin, type MarginMethod } from "./margin.ts";

const adaptive: MarginMethod = {
  kind: "margin",
  target: "adaptive",
  inBatch: false,
  errorFn: "l2",
  orientation: "reference",
  detachTarget: false,
};

Deno.test("a method has all targets and errors of the margin loss", () => {
  for (const target of batchTargets) assert.equal(margin.problem!({ ...adaptive, target }), undefined);
  for (const errorFn of errorFns) assert.equal(margin.problem!({ ...adaptive, errorFn }), undefined);
});

Deno.test("a control is named by its target, and has a family of its own", () => {
  assert.equal(margin.label({ ...adaptive, target: "shuffled" }), "shuffled");
  assert.equal(
    margin.label({ ...adaptive, target: "batch-mean", inBatch: true, errorFn: "hinge", detachTarget: true }),
    "batch-mean, in-batch (reference), hinge, target detached",
  );
  assert.equal(margin.family({ ...adaptive, target: "reversed" }), "reversed");
});

Deno.test("a target or an error that does not exist is refused with those that do", () => {
  const problem = (changed: object) => margin.problem!({ ...adaptive, ...changed } as MarginMethod);
  assert.match(problem({ target: "mean" })!, /target to be a number, or one of adaptive, .*reversed/);
  assert.match(problem({ errorFn: "l3" })!, /errorFn to be one of l2, l1, soft, hinge/);
});
