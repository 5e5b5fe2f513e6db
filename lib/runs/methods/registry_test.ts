import assert from "node:assert/strict";
import type { MarginMethod } from "./margin.ts";
import { kindOf, type Method, methodKinds, methodLabel } from "./registry.ts";
import { familyOf } from "../mod.ts";

const margin: MarginMethod = {
  kind: "margin",
  target: 0.5,
  inBatch: false,
  errorFn: "l2",
  orientation: "reference",
  detachTarget: false,
};

Deno.test("a label names the reading only where it matters", () => {
  assert.equal(methodLabel(margin), "static 0.5");
  assert.equal(methodLabel({ ...margin, inBatch: true }), "static 0.5, in-batch (reference)");
  assert.equal(methodLabel({ ...margin, target: "adaptive" }), "adaptive");
  assert.equal(
    methodLabel({ ...margin, target: "distributed", orientation: "paper" }),
    "distributed (paper)",
  );
  assert.equal(
    methodLabel({ ...margin, errorFn: "soft", detachTarget: true }),
    "static 0.5, soft, target detached",
  );
});

Deno.test("every kind has a name of its own, and is found by it", () => {
  const names = methodKinds.map(({ kind }) => kind);
  assert.equal(new Set(names).size, names.length);
  assert.equal(kindOf({ kind: "untrained" }).loss, undefined);
  assert.equal(familyOf({ ...margin, target: "adaptive" }), "adaptive");
  assert.throws(() => kindOf({ kind: "absent" } as unknown as Method), /kind of method but found "absent"/);
});
