/** The measure that a name from another tool, or with a mistake, most likely means. */
import { nearest } from "../base/mod.ts";
import { aliases, registry } from "./registry.ts";

/** What trec_eval and other tools call measures, in lower case and without a cut-off. */
const others: Readonly<Record<string, string>> = {
  ndcg_cut: "nDCG",
  map: "AP",
  map_cut: "AP",
  recip_rank: "RR",
  recip_rank_cut: "RR",
  mrr: "RR",
  p: "P",
  prec: "P",
  recall: "R",
  set_recall: "R",
  success: "Success",
  hit: "Success",
  hits: "Success",
  hit_rate: "Success",
  hitrate: "Success",
  accuracy: "Success",
  unj: "Judged",
};

/**
 * A measure as it is written here, for "Did you mean …?".
 *
 * @param name As it was found, such as `ndcg_cut_10`, `P.5`, `nDGC@10` or `nDCG@10,`.
 * @returns Undefined where nothing is near.
 *
 * @example trec_eval's names, and a mistake
 * ```ts
 * import assert from "node:assert/strict";
 * const names = ["ndcg_cut_10", "map", "recip_rank", "nDGC@10", "nonsense"];
 * assert.deepEqual(names.map(suggestMeasure), ["nDCG@10", "AP", "RR", "nDCG@10", undefined]);
 * ```
 */
export function suggestMeasure(name: string): string | undefined {
  const parts = /^(\w+?)(?:[_.]?(\d+))?(\([^()]*\))?(?:@(\d+))?[,;]*$/.exec(name.trim());
  if (!parts) return undefined;
  const [, base, behind, parameters = ""] = parts;
  const cutoff = parts[4] ?? behind;
  const known = [...Object.keys(registry), ...Object.keys(aliases)];
  const lower = base.toLowerCase();
  const found = known.includes(base)
    ? base
    : Object.hasOwn(others, lower)
    ? others[lower]
    : nearest(base, [...known, ...Object.keys(others)]);
  if (found === undefined) return undefined;
  const measure = Object.hasOwn(others, found) ? others[found] : found;
  const { cutoff: rule } = registry[Object.hasOwn(aliases, measure) ? aliases[measure] : measure];
  const depth = rule === "none" ? undefined : cutoff ?? (rule === "required" ? "100" : undefined);
  return `${measure}${parameters}${depth === undefined ? "" : `@${depth}`}`;
}
