import assert from "node:assert/strict";
import { type Tensor2D, tf } from "../../engine/mod.ts";
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
  assert.match(problem({ target: "mean" })!, /target to be a number, or one of adaptive, .*moving-average/);
  assert.match(problem({ errorFn: "l3" })!, /errorFn to be one of l2, l1, soft, hinge/);
});

Deno.test("targets of another encoder have no gradient to stop, and a usual decay is not named", () => {
  const detached = { ...adaptive, detachTarget: true };
  assert.deepEqual(margin.canonical!({ ...detached, target: "frozen", averageDecay: 0.9 }), {
    ...adaptive,
    target: "frozen",
  });
  const average: MarginMethod = { ...adaptive, target: "moving-average" };
  assert.deepEqual(margin.canonical!({ ...average, averageDecay: 0.99 }), average);
  assert.deepEqual(margin.canonical!({ ...average, averageDecay: 0.9 }), { ...average, averageDecay: 0.9 });
  assert.equal(margin.label({ ...average, averageDecay: 0.9 }), "moving-average, decay 0.9");
  assert.equal(margin.label(average), "moving-average");
  assert.match(margin.problem!({ ...average, averageDecay: 1 })!, /averageDecay to be a number in \[0, 1\)/);
});

Deno.test("targets of another encoder are asked for, and missed where there are none", async () => {
  assert.equal(margin.needs!(adaptive), undefined);
  assert.equal(margin.needs!({ ...adaptive, target: "frozen" }), "frozen targets");
  const loss = await margin.loss!({ ...adaptive, target: "frozen" });
  const x = tf.ones([2, 3]) as Tensor2D;
  assert.throws(() => loss(x, x, x), /expected frozen targets as given numbers but found none/);
  assert.equal(loss(x, x, x, tf.tensor1d([0.5, 0])).dataSync()[0], 0.125);
});
