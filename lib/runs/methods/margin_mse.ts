/** Margin-MSE: the margins of a teacher. */
import type { Tensor } from "../../engine/mod.ts";
import type { MethodKind } from "./method_kind.ts";

export interface MarginMSEMethod {
  readonly kind: "margin-mse";
}

export const marginMSE: MethodKind<MarginMSEMethod> = {
  kind: "margin-mse",
  options: [],
  label: () => "Margin-MSE",
  family: () => "Margin-MSE",
  async loss() {
    const { marginMSELoss } = await import("../../losses/mod.ts");
    return (q, p, n, given) => marginMSELoss(q, p, n, given as Tensor);
  },
  needs: () => "teacher margins",
  marginOptions: (_, given) => ({ target: given as Tensor }),
};
