/** Checks of what every loss takes: embeddings of `B` triples, each `[B, D]`. */
import { UserError } from "../base/mod.ts";
import type { Tensor2D } from "../engine/mod.ts";

/**
 * Checks that queries, positives and negatives are three tables of the same shape.
 *
 * @throws UserError where one is not `[B, D]`, or they differ.
 */
export function checkTriples(queries: Tensor2D, positives: Tensor2D, negatives: Tensor2D): void {
  const shapes = Object.entries({ queries, positives, negatives })
    .map(([name, tensor]) => ({ name, shape: tensor.shape as number[] }));
  for (const { name, shape } of shapes) {
    if (shape.length !== 2 || shape.includes(0)) {
      throw new UserError(
        `A loss: expected the ${name} to be embeddings of shape [B, D] but found [${shape.join(", ")}].`,
      );
    }
  }
  if (new Set(shapes.map(({ shape }) => shape.join())).size > 1) {
    const found = shapes.map(({ name, shape }) => `${name} [${shape.join(", ")}]`).join(", ");
    throw new UserError(`A loss: expected embeddings of one shape [B, D] but found ${found}.`);
  }
}

/**
 * Checks that an options object has no unknown field.
 *
 * @throws UserError that names the field and those that exist.
 */
export function checkNames(loss: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new UserError(`${loss}: unknown option "${name}"; expected one of ${known.join(", ")}.`);
    }
  }
}
