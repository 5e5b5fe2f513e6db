/** Writes the microscope beside the explorer. */
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { inProject, writeAtomically } from "../../base/mod.ts";
import { bundleLosses } from "../bundle_losses.ts";
import { dataScript } from "../data/script.ts";
import type { Recordings } from "./recording.ts";

/**
 * @param folder That of the explorer and the playground, whose styles the page shares.
 * @param recordings What it shows; without, it says how to record something.
 */
export async function writeMicroscope(folder: string, recordings: Recordings | undefined): Promise<void> {
  for (const name of ["microscope.html", "microscope.css"]) {
    await copyFile(inProject("lib", "explorer", "microscope", "page", name), path.join(folder, name));
  }
  await writeAtomically(path.join(folder, "microscope.js"), await bundleLosses("microscope"));
  const data = dataScript("microscope", recordings ?? null);
  await writeAtomically(path.join(folder, "data", "microscope.js"), data);
}
