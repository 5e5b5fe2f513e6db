/** Binary cross-entropy of relevance over all passages of the batch. */
import { UserError } from "../../base/mod.ts";
import type { Tensor2D } from "../../engine/mod.ts";
import type { LossFunction } from "../../training/mod.ts";
import type { MethodKind } from "./method_kind.ts";

export interface BiXSEMethod {
  readonly kind: "bixse";
  /** This and the bias: where they are learned, those before training. */
  readonly temperature: number;
  readonly bias: number;
  /** Whether a teacher grades the own passages of a query, or they are 1 and 0. */
  readonly graded: boolean;
  /** Whether temperature and bias are trained with the encoder; default false. */
  readonly learned?: boolean;
}

/** On the learning rate of what is learned: with it, a rate of 1e-4 moves the threshold by a cosine of 0.01 a step. */
const RATE_FACTOR = 100;

export const bixse: MethodKind<BiXSEMethod> = {
  kind: "bixse",
  options: ["temperature", "bias", "graded", "learned"],
  canonical: ({ learned, ...method }) => learned ? { ...method, learned } : method,
  problem({ temperature, bias, graded, learned = false }) {
    if (!(temperature > 0 && temperature < Infinity)) return "temperature to be a number above 0";
    if (!Number.isFinite(bias)) return "bias to be a number";
    const flags = [graded, learned];
    return flags.every((flag) => typeof flag === "boolean") ? undefined : "graded and learned to be booleans";
  },
  label: ({ temperature, bias, graded, learned }) =>
    "BiXSE" + (graded ? ", graded" : "") + (learned ? ", learned" : "") +
    (temperature === 0.1 ? "" : `, temperature ${temperature}`) + (bias === -10 ? "" : `, bias ${bias}`),
  family: () => "BiXSE",
  async loss({ temperature, bias, graded, learned }) {
    const { bixseLoss, learnedThreshold } = await import("../../losses/mod.ts");
    const { tf } = await import("../../engine/mod.ts");
    const learning = learned ? learnedThreshold({ temperature, bias }) : undefined;
    const loss: LossFunction = (q, p, n, given) =>
      tf.tidy(() =>
        bixseLoss(q, p, n, graded ? neededFrom(given) : undefined, learning?.value() ?? { temperature, bias })
      );
    return learning ? Object.assign(loss, { learned: { ...learning, rateFactor: RATE_FACTOR } }) : loss;
  },
  needs: ({ graded }) => graded ? "teacher grades" : undefined,
};

/** Without grades, the loss would take all for 1 and 0. */
function neededFrom(given: unknown): Tensor2D {
  if (given) return given as Tensor2D;
  throw new UserError("BiXSE: expected grades as given numbers but found none.");
}
