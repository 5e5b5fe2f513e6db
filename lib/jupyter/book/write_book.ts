/** The notebooks as a book: pages that open from disk, with the outputs that the notebooks have. */
import { existsSync } from "node:fs";
import path from "node:path";
import { inProject, runProgram, tail, UserError } from "../../base/mod.ts";
import { inPython } from "../../setup/mod.ts";
import { jupyterEnvironment } from "../environment.ts";

export interface BookOptions {
  /** The folder of notebooks and texts; default the project's. */
  readonly source?: string;
  /** The folder of the packages for formulas; without, formulas stay in TeX. */
  readonly formulas?: string;
}

/**
 * Writes the book into a folder of the report, whose style and plotly its pages use.
 *
 * @param folder New, or empty.
 * @throws UserError where there is no Python environment, or a notebook cannot be converted.
 */
export async function writeBook(
  folder: string,
  { source = inProject("notebooks"), formulas }: BookOptions = {},
): Promise<void> {
  const python = inPython("python");
  if (!existsSync(python)) {
    throw new UserError(
      "Expected a Python environment in .venv but found none. Run `deno task setup` first.",
    );
  }
  const program = inProject("lib", "jupyter", "book", "convert.py");
  const converted = await runProgram([python, program, path.resolve(source), path.resolve(folder)], {
    env: { ...jupyterEnvironment(), PYTHONDONTWRITEBYTECODE: "1", ...formulas && { PYTHONPATH: formulas } },
  });
  if (!converted.ok) {
    throw new UserError(
      `Expected notebooks that can be converted in ${source} but the conversion failed ` +
        `(exit code ${converted.code}):\n${tail(converted)}`,
    );
  }
}
