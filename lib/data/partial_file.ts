/**
 * Partial files of downloads: kept in the cache under their checksum, so that a transfer that broke off is continued, and
 * each written by one process alone.
 *
 * A process takes a partial file by renaming it, which one of several can do, and gives it back at its end. One whose
 * process was killed is free as well.
 */
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import process from "node:process";
import { randomBytes } from "node:crypto";
import { inCache } from "../base/mod.ts";

/** Milliseconds after which a file that another machine's process took, and does not write, is free. */
const FORSAKEN = 120_000;

/** Runs something with the path of a partial file, new or to be continued, that no other process has. */
export async function withPartialFile<T>(checksum: string, use: (part: string) => Promise<T>): Promise<T> {
  const folder = inCache("downloads", "parts");
  await mkdir(folder, { recursive: true });
  const part = path.join(folder, ownName(checksum));
  await takeLargest(folder, checksum, part);
  try {
    return await use(part);
  } finally {
    await giveBack(part, path.join(folder, checksum));
  }
}

/** `SHA256.HOST.PID.RANDOM`: says which process has it. */
function ownName(checksum: string): string {
  const host = hostname().replaceAll(/[^\w-]/g, "_");
  return `${checksum}.${host}.${process.pid}.${randomBytes(4).toString("hex")}`;
}

async function takeLargest(folder: string, checksum: string, part: string): Promise<void> {
  const free: { file: string; size: number }[] = [];
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const there = name.startsWith(checksum) ? await stat(file).catch(() => undefined) : undefined;
    if (there && isFree(name, there.mtimeMs)) free.push({ file, size: there.size });
  }
  free.sort((a, b) => b.size - a.size);
  let taken = false;
  for (const { file } of free) {
    // Another process may be faster: then the next, or none.
    if (!taken) taken = await rename(file, part).then(() => true, () => false);
    else await rm(file, { force: true });
  }
}

function isFree(name: string, modified: number): boolean {
  const [, host, pid] = name.split(".");
  if (pid === undefined) return true;
  const [, ourHost] = ownName("").split(".");
  if (host !== ourHost) return Date.now() - modified > FORSAKEN;
  if (Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as { code?: string }).code === "ESRCH";
  }
}

/** Leaves it under the checksum's name, unless it is done, or more is there already. */
async function giveBack(part: string, file: string): Promise<void> {
  const size = async (at: string) => (await stat(at).catch(() => undefined))?.size ?? -1;
  if (await size(part) > await size(file)) await rename(part, file).catch(() => {});
  await rm(part, { force: true });
}
