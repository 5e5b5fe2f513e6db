import assert from "node:assert/strict";
import { tf } from "../engine/mod.ts";
import { loadEncoder } from "./encoder.ts";
import { encoderFingerprint } from "./fingerprint.ts";

Deno.test("two loads of one encoder have one fingerprint; another pooling, tokenizer or weight has another", async () => {
  const [encoder, again] = [await loadEncoder("tiny"), await loadEncoder("tiny")];
  const fingerprint = await encoderFingerprint(encoder);
  assert.match(fingerprint, /^[0-9a-f]{64}$/);
  assert.equal(await encoderFingerprint({ ...again, name: "other" } as typeof again), fingerprint);
  assert.notEqual(await encoderFingerprint({ ...again, pooling: "cls" }), fingerprint);
  const tokenizer = { ...again.tokenizer, files: {} };
  assert.notEqual(await encoderFingerprint({ ...again, tokenizer }), fingerprint);
  const weight = again.weights.get("embeddings.LayerNorm.bias")!;
  tf.tidy(() => weight.assign(tf.add(weight, 1e-3)));
  assert.notEqual(await encoderFingerprint(again), fingerprint);
  encoder.dispose();
  again.dispose();
});
