/** Checks of the source text: format, lint, types; the cells of notebooks included. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { inProject, root } from "../base/mod.ts";
import { codeOfNotebook, formatOptions } from "../jupyter/cells.ts";
import { showDeno } from "./show.ts";
import { one, sum, type Tally } from "./tally.ts";

/** `deno fmt --check`; of everything where nothing is named. */
export async function checkFormat(paths: readonly string[] = []): Promise<Tally> {
  return one("format: `deno fmt` mends it", (await showDeno(["fmt", "--check", ...paths])).ok);
}

/** `deno lint`, likewise. */
export async function checkLint(paths: readonly string[] = []): Promise<Tally> {
  return one("lint", (await showDeno(["lint", ...paths])).ok);
}

/** `deno check`. */
export async function checkTypes(paths: readonly string[]): Promise<Tally> {
  if (paths.length === 0) return sum([]);
  const { ok } = await showDeno(["check", "--quiet", ...paths]);
  if (ok) console.log("Types are right.");
  return one("types", ok);
}

/**
 * The code cells of notebooks: format, lint, and the types, which Deno's kernel does not check. One check a notebook.
 *
 * The cells are written to files of their own for that: `deno check` and `deno lint` read no notebooks, and
 * `deno fmt --check` finds fault with every notebook that it sees for the first time.
 */
export async function checkCells(notebooks: readonly string[]): Promise<Tally> {
  if (notebooks.length === 0) return sum([]);
  const folder = inProject(".cache", `cells-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const files = notebooks.map((notebook) => {
      const file = path.join(folder, `${path.basename(notebook, ".ipynb")}.ts`);
      writeFileSync(file, `${codeOfNotebook(readFileSync(notebook, "utf8"))}export {};\n`);
      return file;
    });
    // Checked in one go, which is faster; whose fault it was is read from the output.
    let complaints = "", ok = true;
    for (
      const check of [
        ["fmt", "--check", ...formatOptions],
        // The configuration leaves .cache out.
        ["lint", "--no-config"],
        ["check", "--quiet"],
      ]
    ) {
      const result = await showDeno([...check, ...files]);
      if (!result.ok) complaints += result.output;
      ok &&= result.ok;
    }
    const named = files.filter((file) => complaints.includes(path.basename(file)));
    const guilty = new Set(named.length ? named : files);
    return sum(files.map((file, i) => {
      const name = `cells of ${path.relative(root, notebooks[i])} (\`deno task notebooks\` mends the format)`;
      return one(name, ok || !guilty.has(file));
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
