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

/**
 * Reads from a folder that another process may replace meanwhile, for the shortest time without it: then it is read again.
 *
 * @throws What `read` throws, where the folder stays as it is.
 */
export async function whileReplaced<T>(folder: string, read: () => Promise<T>): Promise<T> {
  // The number of an inode is used again at once: its time says whether it is another.
  const state = () => {
    const there = statSync(folder, { throwIfNoEntry: false, bigint: true });
    return there && `${there.ino} ${there.ctimeNs}`;
  };
  let absent = 0;
  for (let attempt = 0;; attempt++) {
    const before = state();
    absent = before === undefined ? absent + 1 : 0;
    try {
      return await read();
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const isReplaced = before === undefined ? absent < 4 : state() !== before;
      if (!isReplaced || attempt === 50) throw error;
    }
  }
}
