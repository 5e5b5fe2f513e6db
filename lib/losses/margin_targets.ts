/** The targets of a margin loss, from the similarities of positives and negatives. */
import { UserError } from "../base/mod.ts";
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import { allDots, pairedDots } from "./cosine.ts";
import { detach } from "./detach.ts";
import { isTable, type MarginOptions } from "./margin_options.ts";

/**
 * Targets that broadcast to the margins.
 *
 * @param p Positives, `[B, D]`, rows of length 1.
 * @param n Negatives, `[B, D]`, rows of length 1.
 * @returns A scalar, `[B]`, or `[B, B]`.
 */
export function targetsOf(p: Tensor2D, n: Tensor2D, options: MarginOptions): Tensor {
  const { target, detachTarget = false } = options;
  if (typeof target === "number") return tf.scalar(target);
  if (typeof target !== "string") return fromOutside(target, p.shape[0], options);
  // T = (s(p, n) + 1) / 2
  const similarity = isTable(options) ? allDots(p, n) : pairedDots(p, n);
  const T: Tensor1D | Tensor2D = tf.div(tf.add(similarity, 1), 2); // [B] or [B, B]
  const targets = controls[target]?.(T) ?? T;
  return detachTarget ? detach(targets) : targets;
}

/** @throws UserError for a shape other than that of the margins. */
function fromOutside(target: Tensor, B: number, { inBatch = false }: MarginOptions): Tensor {
  const shapes = inBatch ? [[B, B]] : [[B], [B, B]];
  if (shapes.some((shape) => shape.join() === target.shape.join())) return target;
  throw new UserError(
    `Margin loss: expected a target from outside of shape ${
      shapes.map((shape) => `[${shape.join(", ")}]`).join(" or ")
    }${inBatch ? " with in-batch negatives" : ""} but found [${target.shape.join(", ")}].`,
  );
}

/** What is done to T before it is a target; nothing where it is adaptive or distributed. */
const controls: Partial<Record<string, (T: Tensor) => Tensor>> = {
  shuffled: (T) => shuffled(T),
  "batch-mean": (T) => tf.mean(T),
  reversed: (T) => tf.sub(1, T),
};

/**
 * Every target at another pair's place: T_i+1 at place i; in a table T_i+1,j+2 at row i, column j, so that a query's
 * own pair has that of two different triples. A batch is in a random order, which its sampler's seed decides, so its
 * neighbours are random triples: this is a random derangement, another one each step, and the same after an
 * interruption.
 */
function shuffled(T: Tensor): Tensor {
  const rows = rotated(T, 1, 0);
  return T.rank === 1 ? rows : rotated(rows, 2, 1);
}

/** Entries moved along an axis, those at the end to its start. */
function rotated(x: Tensor, by: number, axis: number): Tensor {
  const size = x.shape[axis];
  const shift = by % size;
  if (shift === 0) return x;
  const [start, end] = tf.split(x, [shift, size - shift], axis);
  return tf.concat([end, start], axis);
}
