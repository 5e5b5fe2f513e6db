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

/** Without in-batch negatives the two readings are the same, except for distributed targets. */
const hasReadings = ({ target, inBatch }: MarginMethod) => inBatch || target === "distributed";

export const margin: MethodKind<MarginMethod> = {
  kind: "margin",
  canonical: (method) => ({
    ...method,
    orientation: hasReadings(method) ? method.orientation : "reference",
    // A fixed margin has no gradient to stop.
    detachTarget: typeof method.target === "number" ? false : method.detachTarget,
  }),
  problem({ target, inBatch, errorFn, orientation, detachTarget }) {
    const number = typeof target === "number" && Number.isFinite(target);
    if (!number && target !== "adaptive" && target !== "distributed") {
      return "target to be a number, adaptive or distributed";
    }
    if (target === "distributed" && inBatch) {
      return "inBatch to be false with the target distributed, which is of the batch already";
    }
    if (!["l2", "l1", "soft"].includes(errorFn)) return "errorFn to be l2, l1 or soft";
    if (!["paper", "reference"].includes(orientation)) return "orientation to be paper or reference";
    const flags = [inBatch, detachTarget];
    return flags.every((flag) => typeof flag === "boolean")
      ? undefined
      : "inBatch and detachTarget to be booleans";
  },
  label(method) {
    const { target, inBatch, errorFn, orientation, detachTarget } = method;
    return (typeof target === "number" ? `static ${target}` : target) + (inBatch ? ", in-batch" : "") +
      (hasReadings(method) ? ` (${orientation})` : "") + (errorFn === "l2" ? "" : `, ${errorFn}`) +
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
