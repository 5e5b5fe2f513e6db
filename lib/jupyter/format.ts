/** Formats the code cells of notebooks. */
import { execPath } from "node:process";
import { runProgram } from "../base/mod.ts";
import { formatOptions } from "./cells.ts";

/**
 * Formats notebooks in place.
 *
 * @param notebooks Their files.
 */
export async function formatNotebooks(notebooks: readonly string[]): Promise<void> {
  if (notebooks.length > 0) await runProgram([execPath, "fmt", ...formatOptions, ...notebooks]);
}
