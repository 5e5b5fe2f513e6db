/** A stopped gradient, which tfjs lacks. */
import { type Rank, type Tensor, tf } from "../engine/mod.ts";

/** The same values, through which no gradient flows. */
export function detach<R extends Rank>(x: Tensor<R>): Tensor<R> {
  return detached(x, (value) => tf.clone(value));
}

/** The values of f(x), through which no gradient flows: f may use operations that have none. */
export function detached<R extends Rank, S extends Rank>(
  x: Tensor<R>,
  f: (x: Tensor<R>) => Tensor<S>,
): Tensor<S> {
  const stopped = tf.customGrad((value) => ({
    value: f(value as Tensor<R>),
    gradFunc: () => tf.zeros(x.shape),
  }));
  return stopped(x);
}
