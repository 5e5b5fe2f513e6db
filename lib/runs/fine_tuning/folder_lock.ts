/** Keeps other processes out of a folder, on this machine or, where the file system has locks, on another. */
import { mkdir } from "node:fs/promises";
import path from "node:path";

/** The file that is locked. */
export const LOCK = "lock";

/**
 * Takes a folder, which is made where there is none. A process that ends lets go of it, however it ends.
 *
 * @returns Lets go of it; undefined where another has it.
 */
export async function takeFolder(folder: string): Promise<(() => void) | undefined> {
  await mkdir(folder, { recursive: true });
  const file = await Deno.open(path.join(folder, LOCK), { create: true, write: true });
  // Where the file system has no locks, nobody is kept out.
  if (await file.tryLock(true).catch(() => true)) return () => file.close();
  file.close();
  return undefined;
}
