/** Measures by name, in the syntax of ir_measures: `nDCG@10`, `RR(rel=2)@10`, `nDCG(dcg='exp-log2')@10`. */
import { UserError } from "../base/mod.ts";
import { judgedOnly, type JudgedRanking, type RankingOrder } from "./judge.ts";
import { aliases, type Measure, type ParameterValue, registry } from "./registry.ts";
import { suggestMeasure } from "./suggest.ts";

/** A measure with its parameters and cut-off. */
export interface ParsedMeasure {
  /** The order of the rankings. */
  readonly order: RankingOrder;
  /** The value of each parameter. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** How many ranks it looks at. */
  readonly depth: number;
  /** Its value for a query. */
  of(query: JudgedRanking): number;
}

/**
 * Finds the measure that a name means.
 *
 * @param name `measure`, `measure@cutoff`, `measure(parameter=value, …)@cutoff`; with text in quotes and booleans as
 *   `True` and `False`.
 * @throws UserError for an unknown measure or parameter, or a cut-off that is missing, wrong or out of place.
 * @see MacAvaney, Macdonald & Ounis, Streamlining Evaluation with ir-measures, ECIR 2022.
 */
export function parseMeasure(name: string): ParsedMeasure {
  refuseCommas(name);
  const parts = /^(\w+)(?:\(([^()]*)\))?(?:@(.+))?$/.exec(name.trim());
  if (!parts) {
    throw new UserError(`Expected a measure such as nDCG@10 or RR(rel=2)@10 but found "${name}".`);
  }
  const [, base, list, depth] = parts;
  const known = Object.hasOwn(aliases, base) ? aliases[base] : base;
  const measure = Object.hasOwn(registry, known) ? registry[known] : undefined;
  if (!measure) {
    const names = Object.keys(registry);
    const near = suggestMeasure(name);
    const hint = near ? ` Did you mean "${near}"?` : "";
    throw new UserError(`Unknown measure "${name}"; expected one of ${names.join(", ")}.${hint}`);
  }
  const parameters = parseParameters(name, list, measure);
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
  const { order } = measure;
  if (parameters.judged_only) {
    const of = (query: JudgedRanking) => measure.of(judgedOnly(query), parameters, cutoff);
    return { order, parameters, depth: Infinity, of };
  }
  const of = (query: JudgedRanking) => measure.of(query, parameters, cutoff);
  return { order, parameters, depth: cutoff ?? Infinity, of };
}

/** Commas are between parameters alone: "nDCG@10,RR@10" and "P@5,10" are lists to other tools. */
function refuseCommas(name: string): void {
  const parts = name.trim().split(/[,;]\s*(?![^(]*\))/);
  if (parts.length === 1) return;
  const [first] = parts;
  const meant = parts.filter((part) => part !== "")
    .map((part) => /^\d+$/.test(part) ? `${first.replace(/[@_.]\d+$/, "")}@${part}` : part)
    .map((part) => suggestMeasure(part) ?? part).join(" ");
  const hint = meant === "" ? "" : ` Did you mean "${meant}"?`;
  throw new UserError(`Expected spaces, not commas, between measures but found "${name}".${hint}`);
}

function parseParameters(name: string, list: string | undefined, measure: Measure) {
  const known = Object.keys(measure.parameters);
  const values: Record<string, ParameterValue> = {};
  for (const key of known) values[key] = measure.parameters[key].default;
  for (const item of list?.split(",") ?? []) {
    const [key, text = ""] = item.split("=").map((part) => part.trim());
    if (!known.includes(key)) {
      const expected = known.length > 0 ? `one of ${known.join(", ")}` : "none";
      throw new UserError(`Measure "${name}": unknown parameter "${key}"; expected ${expected}.`);
    }
    const { rule, accepts } = measure.parameters[key];
    const value = parseValue(text);
    if (value === undefined || !accepts(value)) {
      throw new UserError(`Measure "${name}": expected ${key} to be ${rule} but found "${text}".`);
    }
    values[key] = value;
  }
  return values;
}

/** A number, `True` or `False`, or text in quotes; undefined for anything else. */
function parseValue(text: string): ParameterValue | undefined {
  const quoted = /^(['"])(.*)\1$/.exec(text);
  if (quoted) return quoted[2];
  if (text === "True" || text === "False") return text === "True";
  const value = text === "" ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
