/** Data as a script: a page that is opened from disk may load those, and nothing else. */

/**
 * A script that hands a value to the page under a name. Numbers that JSON lacks come as themselves.
 *
 * @param value Plain data without `__proto__` as a name of its own.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(dataScript("a", { x: [1, NaN, "</script>"] }), 'explorerData("a",{"x":[1,NaN,"\\u003c/script>"]});\n');
 * ```
 */
export function dataScript(name: string, value: unknown): string {
  return `explorerData(${literal(name)},${literal(value)});\n`;
}

/** A value as JavaScript, which may stand in a page. */
export function literal(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{${fields.map(([name, field]) => `${literal(name)}:${literal(field)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null).replaceAll("<", "\\u003c");
}
