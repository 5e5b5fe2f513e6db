/** Triples and comparisons for the tests of the losses. */
import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { type Scalar, type Tensor2D, tf } from "../engine/mod.ts";
import golden from "../../goldens/losses.json" with { type: "json" };

type Loss = (queries: Tensor2D, positives: Tensor2D, negatives: Tensor2D) => Scalar;

/** Three seeded tables of normal numbers, `[B, D]`. */
export function randomTriples(B: number, D: number, seed: number): Tensor2D[] {
  const random = generator(seed);
  return [0, 1, 2].map(() => tf.tensor2d(Array.from({ length: B * D }, () => random.normal()), [B, D]));
}

/** A loss and its gradients by queries, positives and negatives, as flat numbers. */
export function valueAndGradients(
  loss: Loss,
  triples: Tensor2D[],
): { value: number; gradients: Float32Array[] } {
  return tf.tidy(() => {
    const { value, grads } = tf.valueAndGrads((q, p, n) => loss(q as Tensor2D, p as Tensor2D, n as Tensor2D))(
      triples,
    );
    return { value: value.dataSync()[0], gradients: grads.map((x) => x.dataSync() as Float32Array) };
  });
}

/** Fails where two numbers differ by more than either tolerance allows. */
export function closeTo(
  found: number,
  expected: number,
  relative: number,
  absolute: number,
  what = "",
): void {
  const allowed = absolute + relative * Math.abs(expected);
  assert.ok(Math.abs(found - expected) <= allowed, `${what}: expected ${expected} but found ${found}`);
}

/** Compares a loss and its gradients on the golden embeddings with PyTorch's. */
export function checkAgainstGolden(
  loss: Loss,
  expected: { value: number; gradients: number[][][] },
  options: unknown,
): void {
  const { queries, positives, negatives } = golden.embeddings;
  const triples = [queries, positives, negatives].map((rows) => tf.tensor2d(rows));
  const found = valueAndGradients(loss, triples);
  tf.dispose(triples);
  const what = JSON.stringify(options);
  closeTo(found.value, expected.value, 1e-5, 0, what);
  expected.gradients.forEach((rows, which) => {
    rows.flat().forEach((number, k) => {
      closeTo(found.gradients[which][k], number, 1e-4, 1e-6, `${what}, gradient ${which}, entry ${k}`);
    });
  });
}
