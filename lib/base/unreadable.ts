/** Why a file cannot be read, in words instead of the operating system's codes. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { messageOf } from "./errors.ts";
import { didYouMean } from "./nearest.ts";

/**
 * Why a file cannot be read, and what to do, to follow "Expected … in FILE but could not read it: ".
 *
 * @param error What reading it threw.
 *
 * @example A name with a mistake
 * ```ts
 * import assert from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/bm25.run`, "");
 * const file = `${folder}/bm52.run`;
 * const error = await Deno.readFile(file).catch((error) => error);
 * assert.equal(whyUnreadable(file, error), 'there is no such file. Did you mean "bm25.run"?');
 * ```
 */
export function whyUnreadable(file: string, error: unknown): string {
  switch ((error as { code?: string } | undefined)?.code) {
    case "ENOENT":
      return noSuchFile(file);
    case "ENOTDIR":
      return "a part of its path is a file, not a folder. Correct the path.";
    case "EISDIR":
      return "it is a folder. Name a file.";
    case "EACCES":
    case "EPERM":
      return "you may not read it. Change its permissions.";
    case "ELOOP":
      return "its symbolic links form a circle. Name another file.";
    case "ENAMETOOLONG":
      return "its name is too long. Correct the path.";
    case "Z_BUF_ERROR":
      return "its gzipped content is cut off. Fetch or write it again.";
    case "Z_DATA_ERROR":
      return "its gzipped content is damaged. Fetch or write it again.";
    default:
      return messageOf(error);
  }
}

function noSuchFile(file: string): string {
  let folder = path.dirname(file), name = path.basename(file);
  while (!existsSync(folder) && path.dirname(folder) !== folder) {
    [folder, name] = [path.dirname(folder), path.basename(folder)];
  }
  const above = folder !== path.dirname(file);
  return `there is no such ${above ? `folder as ${path.join(folder, name)}` : "file"}.${
    didYouMean(name, namesIn(folder))
  }`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
