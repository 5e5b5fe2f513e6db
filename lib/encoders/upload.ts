/** Values into the engine without a second copy of them staying behind. */
import { tf, type Variable } from "../engine/mod.ts";

/**
 * A trainable variable of values that the caller gives away: it must not use them again.
 *
 * An engine either copies the values or goes on using their buffer. Where it copies, the buffer is freed at once; left
 * to the garbage collector, the buffers of a checkpoint would hold as much memory again for a while.
 *
 * @param values With a buffer of their own.
 */
export function uploadVariable(values: Float32Array<ArrayBuffer>, shape: number[]): Variable {
  return tf.tidy(() => {
    const tensor = tf.tensor(values, shape);
    const first = () => tf.slice(tensor, shape.map(() => 0), shape.map(() => 1)).dataSync()[0]; // the first one uploads
    const before = first();
    const other = before === 0 ? 1 : 0;
    values[0] = other;
    if (first() === other) values[0] = before; // the engine reads this very buffer
    else values.buffer.transfer(0);
    return tf.variable(tensor, true);
  });
}
