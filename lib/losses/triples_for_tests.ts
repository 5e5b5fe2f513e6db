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

/** Compares a loss's gradients with central differences. */
export function checkFiniteDifferences(loss: Loss, triples: Tensor2D[], what = ""): void {
  const step = 1e-2; // float32: smaller steps drown in rounding
  const { gradients } = valueAndGradients(loss, triples);
  triples.forEach((x, which) => {
    const moved = (k: number, by: number) =>
      tf.tidy(() => {
        const data = x.dataSync().slice();
        data[k] += by;
        const [q, p, n] = triples.map((other, i) => i === which ? tf.tensor2d(data, x.shape) : other);
        return loss(q, p, n).dataSync()[0];
      });
    for (let k = 0; k < x.size; k++) {
      const slope = (moved(k, step) - moved(k, -step)) / (2 * step);
      closeTo(gradients[which][k], slope, 0.02, 2e-4, `${what}, input ${which}, entry ${k}`);
    }
  });
}

/** Fails where a loss or its gradients leave a tensor behind. */
export function checkLeaks(loss: Loss, what = ""): void {
  const triples = randomTriples(4, 5, 6);
  const variables = triples.map((x) => tf.variable(x));
  const before = tf.memory().numTensors;
  tf.dispose(loss(triples[0], triples[1], triples[2]));
  const [q, p, n] = variables as unknown as Tensor2D[];
  const { value, grads } = tf.variableGrads(() => loss(q, p, n), variables);
  tf.dispose([value, grads]);
  assert.equal(tf.memory().numTensors, before, what);
  tf.dispose([triples, variables]);
}
