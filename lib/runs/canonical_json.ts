/** One text for one value. */

/**
 * JSON with sorted keys and without absent fields, so that equal values are equal texts.
 *
 * @throws TypeError where a value has no JSON of its own: NaN, infinity, a function.
 *
 * @example The order of keys does not count
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(canonicalJSON({ b: 1, a: [true, null] }), '{"a":[true,null],"b":1}');
 * ```
 */
export function canonicalJSON(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJSON).join(",")}]`;
  if (typeof value === "object") {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    fields.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJSON(field)}`).join(",")}}`;
  }
  throw new TypeError(`Expected a configuration to hold plain JSON values but found ${String(value)}`);
}
