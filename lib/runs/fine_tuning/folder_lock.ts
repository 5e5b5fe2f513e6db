/** Keeps other processes out of a folder, on this machine or, where the file system has locks, on another. */
import path from "node:path";
import { tryToHold } from "../../base/mod.ts";

/** The file that is locked. */
export const LOCK = "lock";

/**
 * Takes a folder, which is made where there is none. A process that ends lets go of it, however it ends.
 *
 * @returns Lets go of it; undefined where another has it.
 */
export function takeFolder(folder: string): Promise<(() => void) | undefined> {
  return tryToHold(path.join(folder, LOCK));
}
