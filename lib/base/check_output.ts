/** Checks before any work that an output can be written. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { mkdir, open, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { destinationOf } from "./destination.ts";
import { UserError } from "./errors.ts";
import { writeError } from "./write_error.ts";
import { temporaryName } from "./write_whole.ts";

/**
 * Checks that a file can be written: its name is no folder's, its folder is there or can be made, and takes files.
 *
 * @throws UserError with the reason where it cannot.
 */
export async function checkOutput(file: string): Promise<void> {
  const destination = destinationOf(file);
  if (destination.kind === "standard output") return;
  try {
    if (destination.kind === "stream") accessSync(file, constants.W_OK);
    else await tryToWrite(destination.path);
  } catch (error) {
    throw writeError(file, error);
  }
}

/**
 * Checks that a folder is there or can be made, and takes files.
 *
 * @throws UserError with the reason where it cannot.
 */
export async function checkOutputFolder(folder: string): Promise<void> {
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new UserError(`Expected a folder at ${folder} but found a file; name a folder.`);
  }
  try {
    await tryToWrite(path.join(folder, "file"));
  } catch (error) {
    throw writeError(path.join(folder, "…"), error);
  }
}

/** Makes a file beside the one that is to be written, and removes it and the folders that it needed. */
async function tryToWrite(file: string): Promise<void> {
  const folder = path.dirname(path.resolve(file));
  const first = await mkdir(folder, { recursive: true });
  const probe = temporaryName(path.join(folder, path.basename(file)));
  try {
    await (await open(probe, "wx")).close();
  } finally {
    await rm(probe, { force: true });
    for (let at = folder; first !== undefined && at.length >= first.length; at = path.dirname(at)) {
      // A folder that another process uses meanwhile stays.
      await rmdir(at).catch(() => {});
    }
  }
}
