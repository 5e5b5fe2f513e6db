import assert from "node:assert/strict";
import { crossEncoder, type CrossEncoderMethod } from "./cross_encoder.ts";

const method: CrossEncoderMethod = { kind: "cross-encoder", loss: "self-distilled" };

Deno.test("a cross-encoder is named by its loss, and says that it reorders BM25's passages", () => {
  assert.equal(crossEncoder.label(method), "cross-encoder on BM25, self-distilled");
  assert.equal(crossEncoder.listLoss!(method), "self-distilled");
});

Deno.test("a loss of several negatives is refused: a triple has one", () => {
  assert.equal(crossEncoder.problem!(method), undefined);
  const loss = "softmax" as "pairwise";
  assert.equal(crossEncoder.problem!({ ...method, loss }), "loss to be pairwise or self-distilled");
});
