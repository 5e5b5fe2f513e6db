/** Checks of the source text: format, lint and types, also of the cells of notebooks. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { inProject, root } from "../base/mod.ts";
import { codeOfNotebook, formatOptions } from "../jupyter/mod.ts";
import { showDeno } from "./show_deno.ts";
import { type Tally, tallyOf, total } from "./tally.ts";

/** `deno fmt --check`, of everything where no path is named. */
export async function checkFormat(paths: readonly string[] = []): Promise<Tally> {
  return tallyOf("format (run `deno fmt` to fix it)", (await showDeno(["fmt", "--check", ...paths])).ok);
}

/** `deno lint`, of everything where no path is named. */
export async function checkLint(paths: readonly string[] = []): Promise<Tally> {
  return tallyOf("lint", (await showDeno(["lint", ...paths])).ok);
}

/** `deno check`, without notebooks. */
export async function checkTypes(paths: readonly string[]): Promise<Tally> {
  if (paths.length === 0) return total([]);
  const { ok } = await showDeno(["check", "--quiet", ...paths]);
  if (ok) console.log("No type errors.");
  return tallyOf("types", ok);
}

/**
 * Format, lint and types of the code cells of notebooks. One check per notebook.
 *
 * The cells are first written to temporary TypeScript files: `deno check` and `deno lint` do not read notebooks, and
 * `deno fmt --check` reports every notebook that it sees for the first time.
 */
export async function checkCells(notebooks: readonly string[]): Promise<Tally> {
  if (notebooks.length === 0) return total([]);
  const folder = inProject(".cache", `cells-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const files = notebooks.map((notebook) => {
      const file = path.join(folder, `${path.basename(notebook, ".ipynb")}.ts`);
      writeFileSync(file, `${codeOfNotebook(readFileSync(notebook, "utf8"))}export {};\n`);
      return file;
    });
    // One call for all files is faster; which files failed is read from the output.
    let errors = "", ok = true;
    for (
      const check of [
        ["fmt", "--check", ...formatOptions],
        // deno.json excludes .cache.
        ["lint", "--no-config"],
        ["check", "--quiet"],
      ]
    ) {
      const result = await showDeno([...check, ...files]);
      if (!result.ok) errors += result.output;
      ok &&= result.ok;
    }
    const mentioned = files.filter((file) => errors.includes(path.basename(file)));
    const failed = new Set(mentioned.length ? mentioned : files);
    return total(files.map((file, i) => {
      const name = `cells of ${path.relative(root, notebooks[i])} (\`deno task notebooks\` fixes the format)`;
      return tallyOf(name, ok || !failed.has(file));
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
