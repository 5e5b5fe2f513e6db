/** For our contestants: their arguments, their memory, and the line that they print. */
import { readFileSync } from "node:fs";
import process from "node:process";

/** The folder of prepared data, and the arguments after it. */
export function contestantArgs(): { folder: string; args: string[] } {
  const [folder, ...args] = Deno.args;
  return { folder, args };
}

/**
 * Resident memory of this process in bytes: the most so far, and now. NaN where the system does not say (not Linux).
 */
export function residentBytes(): { peak: number; now: number } {
  return { peak: statusBytes("VmHWM"), now: statusBytes("VmRSS") };
}

/** Resident memory of this process now, in bytes, without the files that it has mapped, whose pages the system may take back. */
export function ownBytes(): number {
  return statusBytes("RssAnon");
}

function statusBytes(field: string): number {
  let status = "";
  try {
    status = readFileSync("/proc/self/status", "utf8");
  } catch {
    // Not Linux.
  }
  return 1024 * Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1]);
}

/**
 * Prints a contestant's line and ends the process.
 *
 * @param versions Of what ran, beside Deno's.
 */
export function printLine(line: Record<string, unknown>, versions: Record<string, string> = {}): never {
  console.log(JSON.stringify({ ...line, versions: { deno: Deno.version.deno, ...versions } }));
  process.exit(0);
}
