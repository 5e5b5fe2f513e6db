import assert from "node:assert/strict";
import { tripletLoss } from "../../losses/mod.ts";
import { embeddings, lossOf } from "./kind_for_tests.ts";
import { triplet, type TripletMethod } from "./triplet.ts";

const method: TripletMethod = { kind: "triplet", margin: 0.2, inBatch: true };

Deno.test("a triplet loss is named by its margin, and has its own loss", async () => {
  assert.equal(triplet.label(method), "triplet 0.2, in-batch");
  assert.equal(triplet.label({ ...method, inBatch: false }), "triplet 0.2");
  const [q, p, n] = embeddings();
  assert.equal(
    await lossOf(triplet, method),
    tripletLoss(q, p, n, { margin: 0.2, inBatch: true }).dataSync()[0],
  );
});

Deno.test("wrong options of a triplet loss are named", () => {
  assert.equal(triplet.problem!(method), undefined);
  assert.equal(triplet.problem!({ ...method, margin: 0 }), "margin to be above 0 and at most 2");
  const inBatch = "yes" as unknown as boolean;
  assert.equal(triplet.problem!({ ...method, inBatch }), "inBatch to be a boolean");
});
