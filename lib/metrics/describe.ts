/** The list of measures with their descriptions. */
import { aliases, type ParameterValue, registry } from "./registry.ts";

export interface MeasureDescription {
  readonly name: string;
  /** Other names of the measure. */
  readonly aliases: string[];
  /** How to write it, with the defaults: `nDCG(dcg='log2', judged_only=False)[@k]`, `[@k]` where k can be left out. */
  readonly syntax: string;
  /** One line. */
  readonly meaning: string;
  /** Meanings of the parameters by name. */
  readonly parameters: Record<string, string>;
  /** trec_eval's name of it, or "" where it has none. */
  readonly trecEval: string;
}

/**
 * All measures, in the order of the registry.
 *
 * @example One line for each
 * ```ts
 * import assert from "node:assert/strict";
 * const { syntax, meaning } = describeMeasures().find(({ name }) => name === "R")!;
 * assert.equal(syntax, "R(rel=1, judged_only=False)@k");
 * assert.equal(meaning, "share of the relevant passages that is among the first k");
 * ```
 */
export function describeMeasures(): MeasureDescription[] {
  return Object.entries(registry).map(([name, { meaning, parameters, cutoff, trecEval = "" }]) => {
    const defaults = Object.entries(parameters).map(([key, { default: value }]) =>
      `${key}=${written(value)}`
    );
    const list = defaults.length > 0 ? `(${defaults.join(", ")})` : "";
    const depth = { required: "@k", optional: "[@k]", none: "" }[cutoff];
    return {
      name,
      aliases: Object.keys(aliases).filter((alias) => aliases[alias] === name),
      syntax: `${name}${list}${depth}`,
      meaning,
      parameters: Object.fromEntries(Object.entries(parameters).map(([key, { meaning }]) => [key, meaning])),
      trecEval,
    };
  });
}

function written(value: ParameterValue): string {
  if (typeof value === "string") return `'${value}'`;
  return typeof value === "boolean" ? (value ? "True" : "False") : String(value);
}
