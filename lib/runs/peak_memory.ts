/** The most memory that this process held while something ran. */
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

/**
 * Starts to watch the memory of this process.
 *
 * @returns Gives the peak of resident memory since, in bytes; on systems other than Linux, since the process began.
 */
export function watchMemory(): () => number {
  try {
    writeFileSync("/proc/self/clear_refs", "5"); // resets VmHWM
  } catch { /* the peak since the process began is what there is */ }
  return () => {
    try {
      const [, kilobytes] = readFileSync("/proc/self/status", "utf8").match(/^VmHWM:\s+(\d+) kB/m)!;
      return 1024 * Number(kilobytes);
    } catch {
      return 1024 * process.resourceUsage().maxRSS;
    }
  };
}
