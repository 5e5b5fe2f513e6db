/** Stores weights in files, and restores them. */
import { UserError } from "../base/mod.ts";
import { type MutableTensor, tf } from "../engine/mod.ts";
import { openSafetensors, type StoredTensor } from "./safetensors.ts";
import { storedFloat32 } from "./safetensors_write.ts";

/** The current values of weights, ready to be written. */
export async function storedWeights(weights: Map<string, MutableTensor>): Promise<Map<string, StoredTensor>> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, weight] of weights) {
    tensors.set(name, storedFloat32(await weight.data() as Float32Array, weight.shape));
  }
  return tensors;
}

/**
 * Sets weights to the values of a file that `storedWeights` and `writeSafetensors` made. Where it throws, the weights are
 * as they were.
 *
 * @throws UserError where the file is missing or damaged, or a tensor is missing or misshapen.
 */
export async function restoreWeights(weights: Map<string, MutableTensor>, file: string): Promise<void> {
  const stored = await openSafetensors(file, { checked: true });
  try {
    for (const [name, { shape }] of weights) {
      const entry = stored.entries.get(name);
      if (!entry) {
        throw new UserError(`Expected a tensor ${name} of shape [${shape}] in ${file} but found none`);
      }
      if (entry.shape.join() !== shape.join()) {
        throw new UserError(
          `Expected tensor ${name} of shape [${shape}] but found [${entry.shape}] in ${file}`,
        );
      }
    }
    for (const [name, weight] of weights) {
      const values = new Float32Array(tf.util.sizeFromShape(weight.shape));
      await stored.read(name, values);
      const value = tf.tensor(values, weight.shape);
      weight.assign(value);
      value.dispose();
    }
  } finally {
    await stored.close();
  }
}
