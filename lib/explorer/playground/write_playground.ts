/** Writes the playground beside the explorer. */
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { inProject, writeAtomically } from "../../base/mod.ts";
import { bundleLosses } from "../bundle_losses.ts";

/** @param folder That of the explorer, whose style the page shares. */
export async function writePlayground(folder: string): Promise<void> {
  for (const name of ["playground.html", "playground.css"]) {
    await copyFile(inProject("lib", "explorer", "playground", "page", name), path.join(folder, name));
  }
  await writeAtomically(path.join(folder, "playground.js"), await bundleLosses("playground"));
}
