/** Cross-entropy over all passages of the batch (InfoNCE). */
import type { LossFunction } from "../../training/mod.ts";
import type { MethodKind } from "./method_kind.ts";

export interface InBatchSoftmaxMethod {
  readonly kind: "in-batch softmax";
  /** Where it is learned, that before training. */
  readonly temperature: number;
  /** Whether the temperature is trained with the encoder; default false. */
  readonly learned?: boolean;
}

/** sentence-transformers' scale of 20, which a label does not name. */
const USUAL = 0.05;

/** On the learning rate of a learned temperature: with it, a rate of 1e-4 changes it by 1 % a step at most. */
const RATE_FACTOR = 100;

export const inBatchSoftmax: MethodKind<InBatchSoftmaxMethod> = {
  kind: "in-batch softmax",
  options: ["temperature", "learned"],
  canonical: ({ learned, ...method }) => learned ? { ...method, learned } : method,
  problem({ temperature, learned = false }) {
    if (!(temperature > 0 && temperature < Infinity)) return "temperature to be a number above 0";
    return typeof learned === "boolean" ? undefined : "learned to be a boolean";
  },
  label({ temperature, learned }) {
    if (learned) {
      return `in-batch softmax, temperature learned${temperature === USUAL ? "" : ` from ${temperature}`}`;
    }
    return "in-batch softmax" + (temperature === USUAL ? "" : `, temperature ${temperature}`);
  },
  family: () => "in-batch softmax",
  async loss({ temperature, learned }) {
    const { inBatchSoftmaxLoss, learnedTemperature } = await import("../../losses/mod.ts");
    if (!learned) return (q, p, n) => inBatchSoftmaxLoss(q, p, n, { temperature });
    const { tf } = await import("../../engine/mod.ts");
    const learning = learnedTemperature(temperature);
    const loss: LossFunction = (q, p, n) =>
      tf.tidy(() => inBatchSoftmaxLoss(q, p, n, { temperature: learning.value() }));
    return Object.assign(loss, { learned: { ...learning, rateFactor: RATE_FACTOR } });
  },
};
