/** An encoder before any training. */
import type { MethodKind } from "./method_kind.ts";

export interface UntrainedMethod {
  readonly kind: "untrained";
}

export const untrained: MethodKind<UntrainedMethod> = {
  kind: "untrained",
  options: [],
  label: () => "untrained",
  family: () => "untrained",
};
