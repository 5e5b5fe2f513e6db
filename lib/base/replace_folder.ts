/** Gives a folder that is filled under another name its own. */
import { statSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { systemCode, writeError } from "./write_error.ts";
import { temporaryName } from "./write_whole.ts";

/**
 * Renames a folder; one that has the name already is replaced. Several processes may do this at once: one of their folders
 * stays, whole.
 *
 * @throws UserError where it cannot be renamed.
 */
export async function replaceFolder(from: string, to: string): Promise<void> {
  for (let attempt = 0;; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const isTaken = ["ENOTEMPTY", "EEXIST", "EPERM"].includes(systemCode(error) ?? "");
      if (!isTaken || attempt === 100) throw systemCode(error) === undefined ? error : writeError(to, error);
    }
    const aside = temporaryName(to);
    try {
      await rename(to, aside);
      await rename(from, to);
      return await rm(aside, { recursive: true, force: true });
    } catch (error) {
      // Another process was between: its folder is replaced in the next round.
      if (systemCode(error) === undefined) throw error;
    }
    await rm(aside, { recursive: true, force: true });
  }
}

/** How often, and after how many milliseconds each, a folder is read again. */
const TIMES = 10, PAUSE = 10;

/**
 * Reads from a folder that another process may replace meanwhile. What fails is tried again where the folder was away, or
 * is another one than before; a folder that stayed is read once.
 *
 * @throws What `read` throws the last time.
 */
export async function whileReplaced<T>(folder: string, read: () => Promise<T>): Promise<T> {
  for (let attempt = 1;; attempt++) {
    const before = stateOf(folder);
    try {
      return await read();
    } catch (error) {
      const stayed = before !== undefined && stateOf(folder) === before;
      if (stayed || attempt === TIMES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

/** What distinguishes a folder from one that replaced it; undefined where it is away. */
function stateOf(folder: string): string | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.ctimeMs}`;
}
