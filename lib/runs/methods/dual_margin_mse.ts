/** TAS-B's dual supervision: Margin-MSE on own triples and on the other passages of the batch. */
import type { Tensor2D } from "../../engine/mod.ts";
import type { MethodKind } from "./method_kind.ts";

export interface DualMarginMSEMethod {
  readonly kind: "dual margin-mse";
  /** What the passages of other queries count, beside 1 for a query's own triple. */
  readonly weight: number;
}

/** The paper's, which a label does not name. */
const USUAL = 0.75;

export const dualMarginMSE: MethodKind<DualMarginMSEMethod> = {
  kind: "dual margin-mse",
  options: ["weight"],
  problem: ({ weight }) =>
    weight >= 0 && weight < Infinity ? undefined : "weight to be a number of at least 0",
  label: ({ weight }) => "dual Margin-MSE" + (weight === USUAL ? "" : `, weight ${weight}`),
  family: () => "dual Margin-MSE",
  async loss({ weight }) {
    const { dualMarginMSELoss } = await import("../../losses/mod.ts");
    return (q, p, n, given) => dualMarginMSELoss(q, p, n, { scores: given as Tensor2D }, { weight });
  },
  needs: () => "in-batch teacher scores",
};
