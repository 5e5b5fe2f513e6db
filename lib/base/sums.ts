/** `SHA256SUMS` of a folder: the checksums of its files, as `sha256sum` writes and checks them. */
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { sha256OfFile } from "./files.ts";

const SUMS = "SHA256SUMS";

/** Writes the checksums of all files of a folder, and of the folders in it, beside them. */
export async function writeSums(folder: string): Promise<void> {
  const names = (await filesIn(folder)).filter((name) => name !== SUMS).sort();
  const lines = await Promise.all(
    names.map(async (name) => `${await sha256OfFile(path.join(folder, name))}  ${name}\n`),
  );
  await writeFile(path.join(folder, SUMS), lines.join(""));
}

/** The files of a folder and of those in it, such as `1_Pooling/config.json`. */
async function filesIn(folder: string, before = ""): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = await Promise.all(entries.map((entry) => {
    const name = `${before}${entry.name}`;
    return entry.isDirectory() ? filesIn(path.join(folder, entry.name), `${name}/`) : [name];
  }));
  return names.flat();
}

/**
 * What is wrong with the files of a folder.
 *
 * @param needed Names of files that have to be there, and are looked at.
 * @param options.others Whether the other files that are listed are looked at as well, where they are there; default false.
 * @returns A sentence; undefined where nothing is wrong, or where the folder has no checksums and no file is missing.
 *
 * @example A file that has changed
 * ```ts
 * import assert from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/a`, "1");
 * await writeSums(folder);
 * assert.equal(await faultOfSums(folder, ["a"]), undefined);
 * await Deno.writeTextFile(`${folder}/a`, "2");
 * assert.equal(await faultOfSums(folder, ["a"]), "a is not as it was written");
 * await Deno.remove(`${folder}/a`);
 * assert.equal(await faultOfSums(folder, ["a"]), "a is missing");
 * ```
 */
export async function faultOfSums(
  folder: string,
  needed: readonly string[],
  { others = false }: { others?: boolean } = {},
): Promise<string | undefined> {
  const missing = needed.find((name) => !existsSync(path.join(folder, name)));
  if (missing !== undefined) return `${missing} is missing`;
  if (!existsSync(path.join(folder, SUMS))) return undefined;
  const sums = new Map<string, string>();
  for (const line of (await readFile(path.join(folder, SUMS), "utf8")).split("\n").slice(0, -1)) {
    const [, sum, name] = /^([0-9a-f]{64}) [ *]([^\\]+)$/.exec(line) ?? [];
    if (sum === undefined || path.isAbsolute(name) || name.split("/").includes("..")) {
      return `${SUMS} has a line of another form`;
    }
    sums.set(name, sum);
  }
  const unlisted = needed.find((name) => !sums.has(name));
  if (unlisted !== undefined) return `${SUMS} does not list ${unlisted}`;
  for (const [name, sum] of sums) {
    if (!others && !needed.includes(name)) continue;
    const file = path.join(folder, name);
    if (existsSync(file) && await sha256OfFile(file) !== sum) return `${name} is not as it was written`;
  }
}
