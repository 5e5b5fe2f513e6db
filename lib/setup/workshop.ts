/**
 * The folder `.setup` in the project: a lock, so that one set-up runs at a time, and temporary files, which the next
 * set-up removes where one was killed.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { inProject, messageOf, root, UserError } from "../base/mod.ts";

const folder = inProject(".setup");

/** Where the programs of set-up keep their temporary files. */
export const temporaryFolder: string = path.join(folder, "tmp");

/** Holds the process id of the program that set-up runs. */
export const runningFile: string = path.join(folder, "running");

/** What is moved here while node_modules is emptied. */
export const asideFolder: string = path.join(folder, "aside");

/** Whether a set-up was killed and left something behind. */
export function hasLeftovers(): boolean {
  return [temporaryFolder, runningFile, asideFolder].some((at) => existsSync(at)) || strayDenos().length > 0;
}

/**
 * Runs something while no other set-up of this project runs, on this machine or another.
 *
 * @param say Gets a line where another set-up has to be waited for.
 * @throws UserError where the project's folder cannot be written.
 */
export async function inWorkshop<T>(say: (what: string) => void, work: () => Promise<T>): Promise<T> {
  let lock: Deno.FsFile;
  try {
    mkdirSync(folder, { recursive: true });
    lock = await Deno.open(path.join(folder, "lock"), { create: true, write: true });
  } catch (error) {
    throw new UserError(
      `Expected to write into the project's folder ${root} but: ${messageOf(error)}. ` +
        "Make it writable, then run the command again.",
    );
  }
  try {
    // Where the file system has no locks, set-up runs without.
    if (!await lock.tryLock(true).catch(() => true)) {
      say("Another set-up is running here; waiting for it …");
      await lock.lock(true);
    }
    cleanUp();
    return await work();
  } finally {
    cleanUp();
    lock.close();
  }
}

/** Removes what a killed set-up left, and stops the program that it ran. Only the holder of the lock calls it. */
function cleanUp(): void {
  if (existsSync(runningFile)) {
    stopOrphan(Number(readFileSync(runningFile, "utf8")));
    rmSync(runningFile, { force: true });
  }
  rmSync(temporaryFolder, { recursive: true, force: true });
  for (const file of strayDenos()) rmSync(file, { force: true });
}

/** Stops a program and those that it started, unless its process id belongs to another program by now. */
function stopOrphan(pid: number): void {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
    if (environment.includes(`TMPDIR=${temporaryFolder}\0`)) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended, or the system is not Linux.
  }
}

/** Copies of Deno that earlier versions of set-up put beside node_modules. */
function strayDenos(): string[] {
  return readdirSync(root).filter((name) => /^\.deno-\d+$/.test(name)).map((name) => inProject(name));
}
