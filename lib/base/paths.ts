/** Paths: the project's root, its cache, and the mirror of downloads where one is named. */
import { fileURLToPath } from "node:url";
import path from "node:path";
import process from "node:process";

/** The project's root folder. */
export const root: string = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/** A path inside the project. */
export function inProject(...parts: string[]): string {
  return path.join(root, ...parts);
}

/** A path inside the cache: `KIT_CACHE`, or `.cache` in the project. Git ignores it, and it may be deleted. */
export function inCache(...parts: string[]): string {
  return path.join(process.env.KIT_CACHE || inProject(".cache"), ...parts);
}

/** The mirror folder `KIT_MIRROR`, the first place a download looks; undefined where none is named. */
export function mirrorFolder(): string | undefined {
  return process.env.KIT_MIRROR || undefined;
}
