/** RankNet: a teacher's probability that the positive ranks before the negative. */
import type { Tensor } from "../../engine/mod.ts";
import type { MethodKind } from "./method_kind.ts";
import { temperatureProblem, type Temperatures, temperatures, temperaturesInWords } from "./temperatures.ts";

export interface RankNetMethod extends Temperatures {
  readonly kind: "ranknet";
}

export const rankNet: MethodKind<RankNetMethod> = {
  kind: "ranknet",
  options: ["temperature", "teacherTemperature"],
  canonical: (method) => ({ kind: method.kind, ...temperatures(method) }),
  problem: temperatureProblem,
  label: (method) => "RankNet" + temperaturesInWords(method),
  family: () => "RankNet",
  async loss(method) {
    const { rankNetLoss } = await import("../../losses/mod.ts");
    const options = temperatures(method);
    return (q, p, n, given) => rankNetLoss(q, p, n, given as Tensor, options);
  },
  needs: () => "teacher margins",
  marginOptions: (_, given) => ({ target: given as Tensor }),
};
