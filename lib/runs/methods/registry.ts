/** All kinds of methods. To add one: a file for it, its test, and its name in `methodKinds`. */
import { bixse } from "./bixse.ts";
import { bm25 } from "./bm25.ts";
import { crossEncoder } from "./cross_encoder.ts";
import { dualMarginMSE } from "./dual_margin_mse.ts";
import { guidedSoftmax } from "./guided_softmax.ts";
import { inBatchSoftmax } from "./in_batch_softmax.ts";
import { listwiseKL } from "./listwise_kl.ts";
import { margin } from "./margin.ts";
import { marginMSE } from "./margin_mse.ts";
import type { MethodKind } from "./method_kind.ts";
import { rankNet } from "./rank_net.ts";
import { triplet } from "./triplet.ts";
import { untrained } from "./untrained.ts";

/** In the order of tables. */
export const methodKinds = [
  bm25,
  untrained,
  inBatchSoftmax,
  guidedSoftmax,
  bixse,
  triplet,
  marginMSE,
  rankNet,
  listwiseKL,
  dualMarginMSE,
  margin,
  crossEncoder,
] as const;

type MethodOf<Kind> = Kind extends MethodKind<infer M> ? M : never;

/** A method of any kind. */
export type Method = MethodOf<typeof methodKinds[number]>;

/**
 * The entry of a method's kind.
 *
 * @throws TypeError for a kind that is not registered.
 */
export function kindOf(method: Method): MethodKind<Method> {
  const found = (methodKinds as readonly { kind: string }[]).find(({ kind }) => kind === method.kind);
  if (!found) throw new TypeError(`Expected a kind of method but found "${method.kind}"`);
  return found as unknown as MethodKind<Method>;
}

/**
 * A method in words, as tables print it.
 *
 * @example The reading is named only where it matters
 * ```ts
 * import assert from "node:assert/strict";
 * const method = { kind: "margin", target: "adaptive", inBatch: true, errorFn: "l2" } as const;
 * assert.equal(methodLabel({ ...method, orientation: "paper", detachTarget: false }), "adaptive, in-batch (paper)");
 * ```
 */
export function methodLabel(method: Method): string {
  return kindOf(method).label(method);
}

/** Whether a method learns from a teacher's numbers, and not from the encoder's own past. */
export function needsTeacher(method: Method): boolean {
  return kindOf(method).needs?.(method)?.includes("teacher") ?? false;
}

/** The group of methods that a method shares its colour with. */
export function familyOf(method: Method): string {
  return kindOf(method).family(method);
}
