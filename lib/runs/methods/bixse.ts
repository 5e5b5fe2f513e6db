/** Binary cross-entropy of relevance over all passages of the batch. */
import { UserError } from "../../base/mod.ts";
import type { Tensor2D } from "../../engine/mod.ts";
import type { MethodKind } from "./method_kind.ts";

export interface BiXSEMethod {
  readonly kind: "bixse";
  readonly temperature: number;
  readonly bias: number;
  /** Whether a teacher grades the own passages of a query, or they are 1 and 0. */
  readonly graded: boolean;
}

export const bixse: MethodKind<BiXSEMethod> = {
  kind: "bixse",
  problem({ temperature, bias, graded }) {
    if (!(temperature > 0 && temperature < Infinity)) return "temperature to be a number above 0";
    if (!Number.isFinite(bias)) return "bias to be a number";
    return typeof graded === "boolean" ? undefined : "graded to be a boolean";
  },
  label: ({ temperature, bias, graded }) =>
    "BiXSE" + (graded ? ", graded" : "") + (temperature === 0.1 ? "" : `, temperature ${temperature}`) +
    (bias === -5 ? "" : `, bias ${bias}`),
  family: () => "BiXSE",
  async loss({ temperature, bias, graded }) {
    const { bixseLoss } = await import("../../losses/mod.ts");
    if (!graded) return (q, p, n) => bixseLoss(q, p, n, undefined, { temperature, bias });
    return (q, p, n, given) => bixseLoss(q, p, n, neededFrom(given), { temperature, bias });
  },
  needs: ({ graded }) => graded ? "teacher grades" : undefined,
};

/** Without grades, the loss would take all for 1 and 0. */
function neededFrom(given: unknown): Tensor2D {
  if (given) return given as Tensor2D;
  throw new UserError("BiXSE: expected grades as given numbers but found none.");
}
