import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { engine, tf } from "./engine.ts";
import { multiply, multiplyAdd } from "./products.ts";
import type { Tensor2D } from "./mod.ts";

const skipped = engine.backend === "tensorflow" ? "" : ": skipped, as TensorFlow does not run here";

/** A number rounded to bfloat16: to the upper half of a float32, ties to even. */
function toBfloat16(x: number): number {
  const bits = new Uint32Array(Float32Array.of(x).buffer)[0];
  const rounded = bits + 0x7fff + (bits >>> 16 & 1) >>> 16 << 16;
  return new Float32Array(Uint32Array.of(rounded).buffer)[0];
}

/** The distance of two neighbours in bfloat16. */
const unit = (x: number) => 2 ** (Math.floor(Math.log2(Math.abs(x))) - 7);

const random = generator(5);
const [rows, inner, columns] = [37, 130, 21];
const draw = (...shape: [number, number]) =>
  tf.tensor2d(Float32Array.from({ length: shape[0] * shape[1] }, () => random.normal()), shape);

for (const transposeA of [false, true]) {
  for (const transposeB of [false, true]) {
    Deno.test({
      name:
        `a product in bfloat16 is that of the rounded factors, rounded (transposed: ${transposeA}, ${transposeB})` +
        skipped,
      ignore: skipped !== "",
      fn() {
        const before = tf.memory().numTensors;
        tf.tidy(() => {
          const a = transposeA ? draw(inner, rows) : draw(rows, inner);
          const b = transposeB ? draw(columns, inner) : draw(inner, columns);
          const [left, right] = [a, b].map((factor, i) => {
            const values = factor.arraySync() as number[][];
            const transposed = [transposeA, transposeB][i];
            return (row: number, column: number) =>
              toBfloat16(transposed ? values[column][row] : values[row][column]);
          });
          const found = multiply(a, b, { transposeA, transposeB, precision: "bfloat16" });
          assert.deepEqual(found.shape, [rows, columns]);
          assert.equal(found.dtype, "float32");
          found.arraySync().forEach((row, i) =>
            row.forEach((value, j) => {
              let sum = 0;
              for (let k = 0; k < inner; k++) sum += left(i, k) * right(k, j);
              assert.equal(value, toBfloat16(value));
              // A sum in float32 may round to the other neighbour.
              const error = Math.abs(value - sum);
              assert.ok(error <= 0.5 * unit(sum) + 1e-5 * inner, `${value}, not ${sum}`);
            })
          );
        });
        assert.equal(tf.memory().numTensors, before);
      },
    });
  }
}

Deno.test({
  name: "an addend is added in float32" + skipped,
  ignore: skipped !== "",
  fn() {
    tf.tidy(() => {
      const [a, b] = [draw(rows, inner), draw(inner, columns)];
      for (const addend of [draw(rows, columns), tf.tensor1d(new Float32Array(columns).fill(1e-4))]) {
        const product = multiply(a, b, { precision: "bfloat16" });
        const found = multiplyAdd(a, b, addend as Tensor2D, { precision: "bfloat16" });
        assert.deepEqual(found.dataSync(), tf.add(product, addend).dataSync());
      }
    });
  },
});

Deno.test({
  name: "factors that do not fit are refused, and nothing of them is left" + skipped,
  ignore: skipped !== "",
  fn() {
    const before = tf.memory().numTensors;
    tf.tidy(() =>
      assert.throws(
        () => multiply(draw(2, 3), draw(4, 5), { precision: "bfloat16" }),
        /Matrix size-incompatible|Incompatible|incompatible/,
      )
    );
    assert.equal(tf.memory().numTensors, before);
  },
});
