/** A stopped gradient, which tfjs lacks. */
import { type Rank, type Tensor, tf } from "../engine/mod.ts";

/** The same values, through which no gradient flows. */
export function detach<R extends Rank>(x: Tensor<R>): Tensor<R> {
  const stopped = tf.customGrad((value) => ({
    value: tf.clone(value as Tensor<R>),
    gradFunc: (dy: Tensor<R>) => tf.zerosLike(dy),
  }));
  return stopped(x);
}
