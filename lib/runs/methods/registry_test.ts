import assert from "node:assert/strict";
import { withEntry } from "../registered_for_tests.ts";
import type { MarginMethod } from "./margin.ts";
import type { MethodKind } from "./method_kind.ts";
import { familyOf, kindOf, type Method, methodKinds, methodLabel } from "./registry.ts";

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

const before = methodKinds.length;

Deno.test("an entry alone gives a new kind of method its label and family", async () => {
  const guided = { kind: "guided", by: "tiny" } as const;
  const entry: MethodKind<typeof guided> = {
    options: ["by"],
    kind: "guided",
    label: ({ by }) => `guided by ${by}`,
    family: () => "guided",
  };
  await withEntry<unknown>(methodKinds, entry, () => {
    const method = guided as unknown as Method;
    assert.equal(methodLabel(method), "guided by tiny");
    assert.equal(familyOf(method), "guided");
    assert.equal(kindOf(method).bm25, undefined);
  });
  assert.equal(methodKinds.length, before);
});
