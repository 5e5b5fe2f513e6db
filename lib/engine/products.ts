/**
 * Products of matrices, in float32 or in bfloat16.
 *
 * Shapes: `N` rows, `D` and `E` columns. None records a gradient: use them inside `customGrad`.
 */
import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs";
import { UserError } from "../base/mod.ts";
import { multiplyBfloat16 } from "./bfloat16.ts";
import { engine, tf } from "./engine.ts";
import { native } from "./native.ts";
import { addBias } from "./ops.ts";

/**
 * What a product computes with. `bfloat16` rounds the factors and the product to bfloat16, whose 8 bits of fraction
 * are a float32's first, and sums in float32, as PyTorch's autocast does. Processors and cards with instructions for it
 * are then up to twice as fast, and up to eight times; others are slower.
 */
export type Precision = "float32" | "bfloat16";

/** @throws UserError where products of this precision do not run here. */
export function checkPrecision(precision: Precision): void {
  if (precision === "float32" || engine.backend === "tensorflow") return;
  throw new UserError(
    `Expected native TensorFlow for products in bfloat16 but found tfjs on ${engine.backend}. ` +
      "Leave the precision out to compute in float32, or see `deno task doctor`.",
  );
}

export interface ProductOptions {
  /** Whether the rows of the first factor are its columns; default false. */
  transposeA?: boolean;
  /** Whether the rows of the second factor are its columns; default false. */
  transposeB?: boolean;
  /** Default float32. */
  precision?: Precision;
}

/**
 * A product.
 *
 * @param a `[N, D]`, or `[D, N]` with `transposeA`.
 * @param b `[D, E]`, or `[E, D]` with `transposeB`.
 * @returns `[N, E]`
 */
export function multiply(a: Tensor2D, b: Tensor2D, options: ProductOptions = {}): Tensor2D {
  const { transposeA = false, transposeB = false, precision = "float32" } = options;
  return precision === "bfloat16"
    ? multiplyBfloat16(a, b, { transposeA, transposeB })
    : tf.matMul(a, b, transposeA, transposeB);
}

/**
 * A product with weights, plus an addend.
 *
 * @param a `[N, D]`
 * @param b `[D, E]`, or `[E, D]` with `transposeB`.
 * @param addend `[N, E]`, or `[E]` for every row.
 * @returns `[N, E]`
 */
export function multiplyAdd(
  a: Tensor2D,
  b: Tensor2D,
  addend: Tensor1D | Tensor2D,
  options: Omit<ProductOptions, "transposeA"> = {},
): Tensor2D {
  const { transposeB = false, precision = "float32" } = options;
  if (!engine.customProducts || precision === "bfloat16") {
    const product = multiply(a, b, options);
    return addend.rank === 1 ? addBias(product, addend as Tensor1D) : tf.add(product, addend);
  }
  const rows = addend.rank === 1 ? addend.as2D(1, addend.size) : addend;
  return native("KitProduct", [a, b, rows], { transpose_b: { int: Number(transposeB) } }) as Tensor2D;
}
