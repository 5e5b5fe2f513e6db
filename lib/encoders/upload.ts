/** Uploads values into the engine a megabyte at a time, so that no second copy of them stays in memory. */
import { type Tensor, tf, type Variable } from "../engine/mod.ts";

/** Fills `into` with a tensor's values from the one at `first` on. */
export type Fill = (into: Float32Array<ArrayBuffer>, first: number) => Promise<void>;

/** Values in a piece. */
const PIECE = 1 << 18;

/**
 * Makes trainable variables of values that are read piece by piece through one buffer.
 *
 * Reading whole tensors would take twice the memory, since neither JavaScript nor the allocators free a large buffer
 * at once. The memory of small pieces is soon used for other tensors.
 *
 * @returns A function that makes a variable of a shape, filled row by row.
 */
export function uploader(): (shape: readonly number[], fill: Fill) => Promise<Variable> {
  let buffer: Float32Array<ArrayBuffer> | undefined;

  async function upload(shape: number[], first: number, fill: Fill): Promise<Tensor> {
    const size = shape.reduce((product, extent) => product * extent, 1);
    if (!buffer || buffer.length < size) {
      // TensorFlow keeps using an aligned buffer and copies any other. Four bytes after the start, none is aligned.
      buffer = new Float32Array(new ArrayBuffer(4 + 4 * Math.max(size, PIECE)), 4);
    }
    const values = buffer.subarray(0, size);
    await fill(values, first);
    const tensor = tf.tensor(values, shape);
    if (!isCopied(tensor, values)) buffer = undefined;
    return tensor;
  }

  return async (shape, fill) => {
    const [rows, ...rest] = shape;
    const width = rest.reduce((product, extent) => product * extent, 1);
    const step = Math.max(1, Math.floor(PIECE / width));
    const pieces: Tensor[] = [];
    try {
      for (let row = 0; row < rows; row += step) {
        pieces.push(await upload([Math.min(step, rows - row), ...rest], row * width, fill));
      }
      return tf.tidy(() => tf.variable(pieces.length === 1 ? pieces[0] : tf.concat(pieces, 0), true));
    } finally {
      tf.dispose(pieces);
    }
  };
}

/** Whether the engine has copied the values, or still reads our buffer. */
function isCopied(tensor: Tensor, values: Float32Array): boolean {
  return tf.tidy(() => {
    const { shape } = tensor;
    const first = () => tf.slice(tensor, shape.map(() => 0), shape.map(() => 1)).dataSync()[0];
    const before = first(); // some engines do not read the buffer until now
    const other = before === 0 ? 1 : 0;
    values[0] = other;
    const copied = first() !== other;
    values[0] = before;
    return copied;
  });
}
