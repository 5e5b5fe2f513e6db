/** Measures by name, in the syntax of ir_measures: `nDCG@10`, `RR(rel=2)@10`, `R@100`. */
import { UserError } from "../base/mod.ts";
import type { JudgedRanking } from "./judge.ts";
import { registry } from "./registry.ts";

/**
 * Finds the measure that a name means.
 *
 * @param name `measure`, `measure@cutoff`, `measure(parameter=value, …)@cutoff`.
 * @returns A function from a judged ranking to the measure's value.
 * @throws UserError for an unknown measure or parameter, or a cut-off that is missing, wrong or out of place.
 * @see MacAvaney, Macdonald & Ounis, Streamlining Evaluation with ir-measures, ECIR 2022.
 */
export function parseMeasure(name: string): (query: JudgedRanking) => number {
  const parts = /^(\w+)(?:\(([^()]*)\))?(?:@(.+))?$/.exec(name.trim());
  if (!parts) {
    throw new UserError(`Expected a measure such as nDCG@10 or RR(rel=2)@10 but found "${name}".`);
  }
  const [, base, list, depth] = parts;
  const measure = Object.hasOwn(registry, base) ? registry[base] : undefined;
  if (!measure) {
    throw new UserError(`Unknown measure "${name}"; expected one of ${Object.keys(registry).join(", ")}.`);
  }
  const parameters = {
    ...measure.parameters,
    ...parseParameters(name, list, Object.keys(measure.parameters)),
  };
  const cutoff = depth === undefined ? undefined : Number(depth);
  if (cutoff === undefined && measure.cutoff === "required") {
    throw new UserError(`Measure "${name}": expected a cut-off, as in ${name}@100.`);
  }
  if (cutoff !== undefined && measure.cutoff === "none") {
    throw new UserError(`Measure "${name}": expected no cut-off but found @${depth}.`);
  }
  if (cutoff !== undefined && !(Number.isSafeInteger(cutoff) && cutoff > 0)) {
    throw new UserError(
      `Measure "${name}": expected the cut-off to be an integer above 0 but found "${depth}".`,
    );
  }
  return (query) => measure.of(query, parameters, cutoff);
}

function parseParameters(name: string, list: string | undefined, known: string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const item of list?.split(",") ?? []) {
    const [key, text = ""] = item.split("=").map((part) => part.trim());
    if (!known.includes(key)) {
      const expected = known.length > 0 ? `one of ${known.join(", ")}` : "none";
      throw new UserError(`Measure "${name}": unknown parameter "${key}"; expected ${expected}.`);
    }
    const value = text === "" ? NaN : Number(text);
    if (!Number.isFinite(value)) {
      throw new UserError(`Measure "${name}": expected ${key} to be a number but found "${text}".`);
    }
    if (key === "rel" && value <= 0) {
      throw new UserError(`Measure "${name}": expected rel to be a grade above 0 but found ${value}.`);
    }
    found[key] = value;
  }
  return found;
}
