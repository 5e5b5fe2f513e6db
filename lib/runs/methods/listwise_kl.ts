/** KL over a list: a teacher's softmax over a query's passages. */
import type { Tensor2D } from "../../engine/mod.ts";
import type { MethodKind } from "./method_kind.ts";
import { temperatureProblem, type Temperatures, temperatures, temperaturesInWords } from "./temperatures.ts";

export interface ListwiseKLMethod extends Temperatures {
  readonly kind: "listwise kl";
  /** Whether the list is all passages of the batch, or the query's own two. */
  readonly inBatch: boolean;
}

export const listwiseKL: MethodKind<ListwiseKLMethod> = {
  kind: "listwise kl",
  options: ["temperature", "teacherTemperature", "inBatch"],
  canonical: (method) => ({ kind: method.kind, inBatch: method.inBatch, ...temperatures(method) }),
  problem: (method) =>
    typeof method.inBatch === "boolean" ? temperatureProblem(method) : "inBatch to be a boolean",
  label: (method) => "listwise KL" + (method.inBatch ? ", in-batch" : "") + temperaturesInWords(method),
  family: () => "listwise KL",
  async loss(method) {
    const { listwiseKLLoss } = await import("../../losses/mod.ts");
    const options = temperatures(method);
    return (q, p, n, given) => listwiseKLLoss(q, p, n, given as Tensor2D, options);
  },
  needs: ({ inBatch }) => inBatch ? "in-batch teacher scores" : "teacher scores",
};
