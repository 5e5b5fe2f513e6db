/** In-batch softmax without the false negatives that a guide finds (GISTEmbed). */
import type { Tensor2D } from "../../engine/mod.ts";
import type { MethodKind } from "./method_kind.ts";

export interface GuidedSoftmaxMethod {
  readonly kind: "guided softmax";
  /** Who says which passages are left out: the student itself, or a teacher. */
  readonly guide: "self" | "teacher";
  readonly temperature: number;
  /** A passage is left out where its similarity is above the positive's minus this. */
  readonly margin: number;
}

export const guidedSoftmax: MethodKind<GuidedSoftmaxMethod> = {
  kind: "guided softmax",
  options: ["guide", "temperature", "margin"],
  problem({ guide, temperature, margin }) {
    if (!["self", "teacher"].includes(guide)) return "guide to be self or teacher";
    if (!(temperature > 0 && temperature < Infinity)) return "temperature to be a number above 0";
    return Number.isFinite(margin) ? undefined : "margin to be a number";
  },
  label: ({ guide, temperature, margin }) =>
    `guided softmax (${guide})` + (temperature === 0.05 ? "" : `, temperature ${temperature}`) +
    (margin === 0 ? "" : `, margin ${margin}`),
  family: () => "guided softmax",
  async loss({ guide, temperature, margin }) {
    const { guidedSoftmaxLoss } = await import("../../losses/mod.ts");
    const options = { temperature, margin };
    return (q, p, n, given) =>
      guidedSoftmaxLoss(q, p, n, guide === "self" ? guide : given as Tensor2D, options);
  },
  needs: ({ guide }) => guide === "self" ? undefined : "in-batch teacher scores",
};
