/** A small disk for tests of what happens when it is full. */
import { runProgram } from "./program.ts";
import { inTemporaryFolder } from "./folder_for_tests.ts";

/**
 * Runs something with a folder that is a disk of its own, of a few kilobytes; only root on Linux can make one.
 *
 * @returns Whether there was such a disk.
 */
export async function onSmallDisk(
  kilobytes: number,
  use: (folder: string) => Promise<void>,
): Promise<boolean> {
  return await inTemporaryFolder(async (folder) => {
    const { ok } = await runProgram(["mount", "-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", folder]);
    if (!ok) return false;
    try {
      await use(folder);
    } finally {
      await runProgram(["umount", "-l", folder]);
    }
    return true;
  });
}
