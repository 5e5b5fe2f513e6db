/** Cross-entropy over all passages of the batch (InfoNCE). */
import type { MethodKind } from "./method_kind.ts";

export interface InBatchSoftmaxMethod {
  readonly kind: "in-batch softmax";
  readonly temperature: number;
}

export const inBatchSoftmax: MethodKind<InBatchSoftmaxMethod> = {
  kind: "in-batch softmax",
  label: () => "in-batch softmax",
  family: () => "in-batch softmax",
  async loss({ temperature }) {
    const { inBatchSoftmaxLoss } = await import("../../losses/mod.ts");
    return (q, p, n) => inBatchSoftmaxLoss(q, p, n, { temperature });
  },
};
