/** A temporary folder for a test. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

export interface TemporaryFolderOptions {
  /** Contents of the files that the folder starts with, by their paths in it; default none. */
  files?: Record<string, string>;
  /** An environment variable that names the folder meanwhile, such as `KIT_CACHE`. */
  variable?: string;
}

/** Runs something with a new folder, which is removed afterwards. */
export async function inTemporaryFolder<T>(
  use: (folder: string) => Promise<T>,
  { files = {}, variable }: TemporaryFolderOptions = {},
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "test-"));
  const before = variable && process.env[variable];
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), content);
    }
    if (variable) process.env[variable] = folder;
    return await use(folder);
  } finally {
    if (variable && before === undefined) delete process.env[variable];
    else if (variable) process.env[variable] = before;
    await rm(folder, { recursive: true });
  }
}
