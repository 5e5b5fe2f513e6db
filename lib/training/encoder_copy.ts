/** A second encoder with the same weights. */
import { type Encoder, makeEncoder, makeWeights } from "../encoders/mod.ts";

/** Copies an encoder as it is now: the copy's weights are its own, and stay when the other is trained. */
export function encoderCopy(encoder: Encoder): Encoder {
  const shapes = new Map([...encoder.weights].map(([name, weight]) => [name, weight.shape]));
  const weights = makeWeights(
    shapes,
    (name) => Float32Array.from(encoder.weights.get(name)!.dataSync()),
  );
  return makeEncoder({ ...encoder, weights });
}
