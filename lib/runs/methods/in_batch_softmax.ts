/** Cross-entropy over all passages of the batch (InfoNCE). */
import type { MethodKind } from "./method_kind.ts";

export interface InBatchSoftmaxMethod {
  readonly kind: "in-batch softmax";
  readonly temperature: number;
}

/** sentence-transformers' scale of 20, which a label does not name. */
const USUAL = 0.05;

export const inBatchSoftmax: MethodKind<InBatchSoftmaxMethod> = {
  kind: "in-batch softmax",
  problem: ({ temperature }) =>
    temperature > 0 && temperature < Infinity ? undefined : "temperature to be a number above 0",
  label: ({ temperature }) =>
    "in-batch softmax" + (temperature === USUAL ? "" : `, temperature ${temperature}`),
  family: () => "in-batch softmax",
  async loss({ temperature }) {
    const { inBatchSoftmaxLoss } = await import("../../losses/mod.ts");
    return (q, p, n) => inBatchSoftmaxLoss(q, p, n, { temperature });
  },
};
