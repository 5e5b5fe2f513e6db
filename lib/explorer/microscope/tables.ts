/** What a margin loss makes of a batch: margins, targets, and what it asks of each margin. */
import { type Tensor, type Tensor2D, tf } from "../../engine/mod.ts";
import { marginLoss, type MarginOptions, marginTable } from "../../losses/mod.ts";

/** Tables of `B` rows; of `B` columns where each query meets every negative, else of one. */
export interface Tables {
  readonly margins: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  /**
   * -dL/dm: above 0 where descent makes a margin larger. It is dL/dT as well, so that a target through which the gradient
   * flows is moved as much in the other direction.
   */
  readonly pulls: readonly (readonly number[])[];
}

/**
 * Computes the tables with the library's loss.
 *
 * @param embeddings Of queries, positives and negatives in turn, `3 B` rows; what a row lacks at its end is 0.
 */
export function tablesOf(embeddings: readonly (readonly number[])[], options: MarginOptions): Tables {
  const B = embeddings.length / 3;
  const width = Math.max(...embeddings.map((row) => row.length));
  return tf.tidy(() => {
    const rows = embeddings.map((row) => [...row, ...Array(width - row.length).fill(0)]);
    const [q, p, n] = tf.split(tf.tensor2d(rows), 3) as Tensor2D[]; // [B, D]
    const { margins, targets } = marginTable(q, p, n, options);
    // As numbers from outside, the targets are an input of the loss, which depends on margin - target alone.
    const { detachTarget: _, ...others } = options;
    const pulls = tf.grad((given: Tensor) => marginLoss(q, p, n, { ...others, target: given }))(targets);
    const [m, t, g] = [margins, targets, pulls].map((table) =>
      tf.reshape(table, [B, table.rank === 2 ? B : 1]).arraySync() as number[][]
    );
    return { margins: m, targets: t, pulls: g };
  });
}
