/** The code cells of a notebook as one TypeScript module, so that their types can be checked. */

/** The part of a notebook's JSON that is read here. */
interface Notebook {
  cells: { cell_type: string; source: string | string[] }[];
}

/**
 * The code cells of a notebook in order, each under a comment with its number.
 *
 * @param json The notebook file's content.
 * @throws SyntaxError where it is not JSON.
 *
 * @example Text cells are left out
 * ```ts
 * import assert from "node:assert/strict";
 * const cells = [{ cell_type: "markdown", source: "# One" }, { cell_type: "code", source: ["const x = 1;\n", "x"] }];
 * assert.equal(codeOfNotebook(JSON.stringify({ cells })), "// cell 2\nconst x = 1;\nx\n");
 * ```
 */
export function codeOfNotebook(json: string): string {
  const notebook: Notebook = JSON.parse(json);
  return notebook.cells.map(({ cell_type, source }, i) =>
    cell_type === "code" ? `// cell ${i + 1}\n${typeof source === "string" ? source : source.join("")}\n` : ""
  ).join("");
}

/** Options of `deno fmt` for notebooks: deno.json's, which excludes notebooks, and prose is left as it is. */
export const formatOptions = ["--no-config", "--line-width", "110", "--prose-wrap", "preserve"] as const;
