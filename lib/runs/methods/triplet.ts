/** A hinge on the margin. */
import type { MethodKind } from "./method_kind.ts";

export interface TripletMethod {
  readonly kind: "triplet";
  readonly margin: number;
  readonly inBatch: boolean;
}

export const triplet: MethodKind<TripletMethod> = {
  kind: "triplet",
  options: ["margin", "inBatch"],
  problem({ margin, inBatch }) {
    if (!(margin > 0 && margin <= 2)) return "margin to be above 0 and at most 2";
    return typeof inBatch === "boolean" ? undefined : "inBatch to be a boolean";
  },
  label: ({ margin, inBatch }) => `triplet ${margin}` + (inBatch ? ", in-batch" : ""),
  family: () => "triplet",
  async loss({ margin, inBatch }) {
    const { tripletLoss } = await import("../../losses/mod.ts");
    return (q, p, n) => tripletLoss(q, p, n, { margin, inBatch });
  },
  marginOptions: ({ margin, inBatch }) => ({ target: margin, inBatch }),
};
