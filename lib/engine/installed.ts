/** Whether the native binding is as set-up has installed it. Loading a damaged one would end the process. */
import { readFileSync } from "node:fs";
import { changeOf, inProject, type KnownFile } from "../base/mod.ts";

/** What is damaged or missing; undefined where nothing is, or nothing was recorded. */
export function installedFault(): string | undefined {
  let files: readonly KnownFile[];
  try {
    const record = inProject("node_modules", "@tensorflow", "tfjs-node", "lib", "setup.json");
    files = JSON.parse(readFileSync(record, "utf8")).files ?? [];
  } catch {
    return undefined;
  }
  return files.map(changeOf).find((change) => change !== undefined);
}
