/** A margin loss: `target` is a fixed margin, or how the batch itself sets it. */
import type { MethodKind } from "./method_kind.ts";

export interface MarginMethod {
  readonly kind: "margin";
  readonly target: number | "adaptive" | "distributed";
  readonly inBatch: boolean;
  readonly errorFn: "l2" | "l1" | "soft";
  readonly orientation: "paper" | "reference";
  readonly detachTarget: boolean;
}

export const margin: MethodKind<MarginMethod> = {
  kind: "margin",
  label({ target, inBatch, errorFn, orientation, detachTarget }) {
    // Without in-batch negatives the two readings are the same, except for distributed targets.
    const reading = inBatch || target === "distributed";
    return (typeof target === "number" ? `static ${target}` : target) + (inBatch ? ", in-batch" : "") +
      (reading ? ` (${orientation})` : "") + (errorFn === "l2" ? "" : `, ${errorFn}`) +
      (detachTarget ? ", target detached" : "");
  },
  family: ({ target }) => typeof target === "number" ? "static" : target,
  async loss(method) {
    const { marginLoss } = await import("../../losses/mod.ts");
    const options = optionsOf(method);
    return (q, p, n) => marginLoss(q, p, n, options);
  },
  marginOptions: optionsOf,
};

function optionsOf({ target, inBatch, errorFn, orientation, detachTarget }: MarginMethod) {
  return { target, inBatch, errorFn, orientation, detachTarget };
}
