/** A margin loss in a line, with the indices of its reading. */
import type { Settings, Target } from "./settings.ts";

/**
 * What is averaged: over triples i, or over triples i and j.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { usualSettings } from "./settings.ts";
 * const formula = marginFormula({ ...usualSettings, target: "static", margin: 0.3 });
 * assert.equal(formula, "mean of e(t), with t = s(qᵢ, pᵢ) − s(qᵢ, nᵢ) − 0.3");
 * ```
 */
export function marginFormula(settings: Settings): string {
  const { target, margin, orientation, inBatch } = settings;
  const pairs = inBatch || target === "distributed";
  const own = pairs && orientation === "reference" ? "ⱼ" : "ᵢ";
  const negative = target === "distributed" ? own : inBatch ? "ⱼ" : "ᵢ";
  const query = target === "distributed" ? own : "ᵢ";
  const difference = `s(q${own}, p${own}) − s(q${query}, n${negative})`;
  if (target === "static") return `mean of e(t), with t = ${difference} − ${margin}`;
  const place = pairs ? "ᵢⱼ" : "ᵢ";
  const T = `T${place} = (s(pᵢ, n${pairs ? "ⱼ" : "ᵢ"}) + 1) / 2`;
  return `mean of e(t), with t = ${difference} − ${targetOf(target, place)}, and ${T}`;
}

function targetOf(target: Exclude<Target, "static">, place: string): string {
  if (target === "shuffled") return "the T of another pair";
  if (target === "batch-mean") return "the mean of T";
  return target === "reversed" ? `(1 − T${place})` : `T${place}`;
}
