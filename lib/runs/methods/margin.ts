/** A margin loss: `target` is a fixed margin, or how the batch itself sets it. */
import { UserError } from "../../base/mod.ts";
import type { Tensor } from "../../engine/mod.ts";
import type { BatchTarget, ErrorFn, MarginOptions } from "../../losses/mod.ts";
import type { MethodKind } from "./method_kind.ts";

export interface MarginMethod {
  readonly kind: "margin";
  /** "frozen" and "moving-average": the adaptive targets of the encoder before training, and of its average. */
  readonly target: number | BatchTarget | "frozen" | "moving-average";
  readonly inBatch: boolean;
  readonly errorFn: ErrorFn;
  readonly orientation: "paper" | "reference";
  readonly detachTarget: boolean;
  /** The share of a moving average that stays at each step; default 0.99. */
  readonly averageDecay?: number;
}

const USUAL_DECAY = 0.99;

// Listed again here: a study is listed without a tensor engine, which the losses load.
const targets: readonly MarginMethod["target"][] = [
  "adaptive",
  "distributed",
  "shuffled",
  "batch-mean",
  "reversed",
  "frozen",
  "moving-average",
];
const errorFns: readonly ErrorFn[] = ["l2", "l1", "soft", "hinge"];

/** Another encoder makes these targets: no gradient flows through them. */
const isOutside = ({ target }: MarginMethod) => target === "frozen" || target === "moving-average";

/** Without in-batch negatives the two readings are the same, except for distributed targets. */
const hasReadings = ({ target, inBatch }: MarginMethod) => inBatch || target === "distributed";

export const margin: MethodKind<MarginMethod> = {
  kind: "margin",
  options: ["target", "inBatch", "errorFn", "orientation", "detachTarget", "averageDecay"],
  canonical({ averageDecay = USUAL_DECAY, ...method }) {
    const counts = method.target === "moving-average" && averageDecay !== USUAL_DECAY;
    // A fixed margin has no gradient to stop.
    const detached = typeof method.target === "number" || isOutside(method);
    return {
      ...method,
      orientation: hasReadings(method) ? method.orientation : "reference",
      detachTarget: detached ? false : method.detachTarget,
      ...(counts && { averageDecay }),
    };
  },
  problem({ target, inBatch, errorFn, orientation, detachTarget, averageDecay = USUAL_DECAY }) {
    const number = typeof target === "number" && Number.isFinite(target);
    if (!number && !targets.includes(target)) {
      return `target to be a number, or one of ${targets.join(", ")}`;
    }
    if (target === "distributed" && inBatch) {
      return "inBatch to be false with the target distributed, which is of the batch already";
    }
    if (!errorFns.includes(errorFn)) return `errorFn to be one of ${errorFns.join(", ")}`;
    if (!["paper", "reference"].includes(orientation)) return "orientation to be paper or reference";
    if (!(averageDecay >= 0 && averageDecay < 1)) return "averageDecay to be a number in [0, 1)";
    const flags = [inBatch, detachTarget];
    return flags.every((flag) => typeof flag === "boolean")
      ? undefined
      : "inBatch and detachTarget to be booleans";
  },
  label(method) {
    const { target, inBatch, errorFn, orientation, detachTarget, averageDecay = USUAL_DECAY } = method;
    return (typeof target === "number" ? `static ${target}` : target) + (inBatch ? ", in-batch" : "") +
      (hasReadings(method) ? ` (${orientation})` : "") + (errorFn === "l2" ? "" : `, ${errorFn}`) +
      (detachTarget ? ", target detached" : "") +
      (target === "moving-average" && averageDecay !== USUAL_DECAY ? `, decay ${averageDecay}` : "");
  },
  family: ({ target }) => typeof target === "number" ? "static" : target,
  async loss(method) {
    const { marginLoss } = await import("../../losses/mod.ts");
    return (q, p, n, given) => marginLoss(q, p, n, optionsOf(method, given));
  },
  needs({ target }) {
    if (target === "frozen") return "frozen targets";
    return target === "moving-average" ? "moving-average targets" : undefined;
  },
  async given({ target, inBatch, averageDecay: decay = USUAL_DECAY }, encoder) {
    const { frozenTargets, movingAverageTargets } = await import("../../training/mod.ts");
    if (target === "frozen") return frozenTargets(encoder, { inBatch });
    return target === "moving-average" ? movingAverageTargets(encoder, { inBatch, decay }) : undefined;
  },
  marginOptions: optionsOf,
};

function optionsOf(method: MarginMethod, given?: Tensor): MarginOptions {
  const { target, inBatch, errorFn, orientation, detachTarget } = method;
  const common = { inBatch, errorFn, orientation, detachTarget };
  if (target !== "frozen" && target !== "moving-average") return { target, ...common };
  if (given) return { target: given, ...common };
  throw new UserError(`Margin loss: expected ${target} targets as given numbers but found none.`);
}
