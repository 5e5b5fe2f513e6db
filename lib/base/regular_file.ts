/** Files that are no pipes: reading a pipe waits for a writer, without end. */
import { stat } from "node:fs/promises";
import { UserError } from "./errors.ts";

/**
 * Checks that a path is a file, where there is something.
 *
 * @throws UserError for a folder, a pipe or a device.
 */
export async function requireRegularFile(file: string): Promise<void> {
  const there = await stat(file).catch(() => undefined);
  if (!there || there.isFile()) return;
  const found = there.isDirectory() ? "a folder" : there.isFIFO() ? "a pipe" : "a device or a socket";
  throw new UserError(`Expected a regular file at ${file} but found ${found}.`);
}
