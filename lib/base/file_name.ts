/** The name of a file or folder without its place, by text alone: in a browser as under Deno. */

/**
 * The last part of a path, of this or another system.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(["/data/beir/", "C:\\models\\e5", "qrels"].map(fileName), ["beir", "e5", "qrels"]);
 * ```
 */
export function fileName(path: string): string {
  return path.replace(/[\\/]+$/, "").replace(/^.*[\\/]/s, "");
}

/** A text that names a place on a machine as its last part; another text, such as the id of a model, as it is. */
export function withoutFolder(text: string): string {
  return /^(?:[\\/]|[A-Za-z]:[\\/])/.test(text) ? fileName(text) : text;
}
