/** A cross-encoder that reorders BM25's candidates, trained on the run's triples as lists of two. */
import type { ListLoss } from "../../training/mod.ts";
import type { MethodKind } from "./method_kind.ts";

export interface CrossEncoderMethod {
  readonly kind: "cross-encoder";
  /** `softmax` is not among them: of two passages it is `pairwise`. */
  readonly loss: Exclude<ListLoss, "softmax">;
}

const LOSSES: readonly string[] = ["pairwise", "self-distilled"] satisfies CrossEncoderMethod["loss"][];

export const crossEncoder: MethodKind<CrossEncoderMethod> = {
  kind: "cross-encoder",
  options: ["loss"],
  problem: ({ loss }) => LOSSES.includes(loss) ? undefined : `loss to be ${LOSSES.join(" or ")}`,
  label: ({ loss }) => `cross-encoder on BM25, ${loss}`,
  family: () => "cross-encoder",
  listLoss: ({ loss }) => loss,
};
