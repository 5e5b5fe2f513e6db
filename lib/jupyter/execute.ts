/** Executes notebooks with the project's own client, which loses no output. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { existsSync, readdirSync } from "node:fs";
import process from "node:process";
import { inProject, UserError } from "../base/mod.ts";
import { inPython } from "../setup/mod.ts";
import { jupyterEnvironment } from "./environment.ts";

export interface ExecuteOptions {
  /** Write the outputs into the notebooks that had no problem; default false. */
  inPlace?: boolean;
  /** The tier that the notebooks run at, their `KIT_TIER`. */
  tier: string;
  /** Seconds that a cell may take, 0 for no limit; default 600. */
  timeout?: number;
}

export interface Executed {
  readonly notebook: string;
  readonly seconds: number;
  /** Errors, and cells that lost their outputs. */
  readonly problems: string[];
}

/** The project's notebooks, in the order a reader takes them. */
export function findNotebooks(): string[] {
  return notebooksIn("notebooks");
}

/** The exercises, whose answers are still to be written: their checks fail as they are. */
export function findExercises(): string[] {
  return notebooksIn("notebooks", "exercises");
}

function notebooksIn(...folder: string[]): string[] {
  const full = inProject(...folder);
  if (!existsSync(full)) return [];
  return readdirSync(full).filter((name) => name.endsWith(".ipynb")).sort()
    .map((name) => inProject(...folder, name));
}

/**
 * Executes notebooks one after the other, and yields the result of each.
 *
 * @param notebooks Their files.
 * @throws UserError where there is no Python environment, or the client itself fails.
 */
export async function* executeNotebooks(
  notebooks: readonly string[],
  options: ExecuteOptions,
): AsyncGenerator<Executed> {
  if (notebooks.length === 0) return;
  const python = inPython("python");
  if (!existsSync(python)) {
    throw new UserError(
      "Expected a Python environment in .venv but found none. Run `deno task setup` first.",
    );
  }
  const { inPlace = false, tier, timeout = 600 } = options;
  const child = spawn(python, [
    inProject("lib", "jupyter", "execute.py"),
    ...(inPlace ? ["--in-place"] : []),
    ...["--timeout", String(timeout)],
    ...notebooks,
  ], {
    // Without colours in the committed outputs.
    env: { ...process.env, ...jupyterEnvironment(), NO_COLOR: "1", KIT_TIER: tier },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk) => errors += chunk);
  const closed = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("{")) yield JSON.parse(line);
  }
  const code = await closed;
  if (code !== 0) {
    throw new UserError(`The execution of notebooks ended with exit code ${code}:\n${errors.trim()}`);
  }
}
