/** Work that only one process does at a time, on one machine or over a shared folder. */
import { mkdir } from "node:fs/promises";
import path from "node:path";

/**
 * Takes a file's lock. A process that ends lets go of it, however it ends.
 *
 * @param file Made where it is not there, with its folder, and left where it is: another process may be about to lock it.
 * @returns Lets go of it; undefined where another has it. Where the file system has no locks, nobody is kept out.
 */
export async function tryToHold(file: string): Promise<(() => void) | undefined> {
  await mkdir(path.dirname(file), { recursive: true });
  const opened = await Deno.open(file, { create: true, write: true });
  if (await opened.tryLock(true).catch(() => true)) return () => opened.close();
  opened.close();
  return undefined;
}

/**
 * Does something while this process alone holds a file's lock; others wait.
 *
 * @throws The signal's reason where it is aborted while waiting.
 */
export async function holding<T>(file: string, act: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  let release = await tryToHold(file);
  while (!release) {
    signal?.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 200));
    release = await tryToHold(file);
  }
  try {
    return await act();
  } finally {
    release();
  }
}
