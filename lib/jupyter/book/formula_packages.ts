/** The Python packages that turn formulas into MathML, which only the book needs. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import {
  inCache,
  inProject,
  replaceFolder,
  runProgram,
  tail,
  temporaryName,
  UserError,
} from "../../base/mod.ts";
import { inPython } from "../../setup/mod.ts";

const REQUIREMENTS = "requirements-book.txt";

/** Where these packages are once they are installed; another version has another folder. */
export function formulaFolder(): string {
  const sum = createHash("sha256").update(readFileSync(inProject(REQUIREMENTS))).digest("hex");
  return inCache("python", sum.slice(0, 16));
}

/**
 * Installs the packages on first need.
 *
 * @returns Their folder.
 * @throws UserError where pip fails, such as without a network.
 */
export async function installFormulas(): Promise<string> {
  const folder = formulaFolder();
  if (existsSync(folder)) return folder;
  const temporary = temporaryName(folder);
  try {
    const installed = await runProgram([
      ...[inPython("python"), "-m", "pip", "install", "--disable-pip-version-check", "-q", "--no-deps"],
      ...["--target", temporary, "-r", inProject(REQUIREMENTS)],
    ]);
    if (!installed.ok) {
      throw new UserError(`pip could not install ${path.basename(REQUIREMENTS)}:\n${tail(installed)}`);
    }
    await replaceFolder(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return folder;
}
