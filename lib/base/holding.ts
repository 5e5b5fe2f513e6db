/** Work that only one process does at a time, on one machine or over a shared folder. */
import { mkdir } from "node:fs/promises";
import path from "node:path";

/**
 * Does something while this process alone holds a file's lock; others wait. A process that dies gives its lock back.
 *
 * @param file Made where it is not there, and left where it is: another process may be about to lock it.
 * @throws The signal's reason where it is aborted while waiting.
 */
export async function holding<T>(file: string, act: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true });
  const opened = await Deno.open(file, { create: true, write: true });
  try {
    // A lock that is waited for cannot be given up: it is asked for again and again.
    while (!await opened.tryLock(true)) {
      signal?.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return await act();
  } finally {
    opened.close();
  }
}
