import assert from "node:assert/strict";
import { kindOf, methodLabel } from "../runs/mod.ts";
import * as methods from "./methods.ts";

const all = [
  methods.bm25(),
  methods.untrained,
  methods.inBatchSoftmax(),
  methods.guidedSoftmax(),
  methods.triplet(),
  methods.bixse(),
  methods.marginMSE,
  methods.rankNet(),
  methods.listwiseKL(),
  methods.dualMarginMSE(),
  methods.crossEncoder(),
  methods.margin("shuffled", { inBatch: true }),
];

Deno.test("every shorthand is a method without a problem, in its one form, with a label of its own", () => {
  for (const method of all) {
    const kind = kindOf(method);
    assert.equal(kind.problem?.(method), undefined, method.kind);
    assert.deepEqual(kind.canonical?.(method) ?? method, method);
  }
  assert.equal(new Set(all.map(methodLabel)).size, all.length);
});

Deno.test("options of a shorthand go over its defaults", () => {
  assert.equal(methodLabel(methods.guidedSoftmax({ guide: "teacher" })), "guided softmax (teacher)");
  assert.equal(
    methodLabel(methods.listwiseKL({ inBatch: true, temperature: 0.1 })),
    "listwise KL, in-batch, temperature 0.1",
  );
});
