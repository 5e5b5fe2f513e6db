/** Checks of the source text: format, lint, types; the cells of notebooks included. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { inProject, root } from "../base/mod.ts";
import { codeOfNotebook } from "../jupyter/cells.ts";
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

/** The types in the code cells of notebooks, which Deno's kernel does not check. One check a notebook. */
export async function checkCells(notebooks: readonly string[]): Promise<Tally> {
  if (notebooks.length === 0) return sum([]);
  const folder = inProject(".cache", `cells-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const files = notebooks.map((notebook) => {
      const file = path.join(folder, `${path.basename(notebook, ".ipynb")}.ts`);
      writeFileSync(file, `${codeOfNotebook(readFileSync(notebook, "utf8"))}\nexport {};\n`);
      return file;
    });
    const { ok, output } = await showDeno(["check", "--quiet", ...files]);
    if (ok) console.log("Types in notebooks are right.");
    // Checked in one go, which is faster; whose fault it was is read from the output.
    const guilty = (file: string) => output.includes(path.basename(file));
    const blame = ok || files.some(guilty) ? guilty : () => true;
    return sum(
      files.map((file, i) => one(`types of ${path.relative(root, notebooks[i])}`, ok || !blame(file))),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
