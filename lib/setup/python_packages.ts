/** The packages in the Python environment, compared with pip's own records of their files. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { inProject } from "../base/mod.ts";

export interface CheckOptions {
  /** Look at every file; default only at libraries, programs and the files that make a package. */
  every?: boolean;
}

/** TensorFlow's wheel in the environment; undefined where there is none. */
export function findWheel(): { folder: string; version: string } | undefined {
  for (const packages of sitePackages()) {
    if (!existsSync(path.join(packages, "tensorflow"))) continue;
    for (const entry of readdirSync(packages)) {
      const match = /^tensorflow(?:_cpu)?-([\d.]+\w*)\.dist-info$/.exec(entry);
      if (match) return { folder: path.join(packages, "tensorflow"), version: match[1] };
    }
  }
}

/** How many packages are installed. */
export function countPackages(): number {
  return records().length;
}

/**
 * The packages that lack a file, or have one of another size.
 *
 * @returns Requirements, as in `numpy==2.4.6`.
 */
export function damagedPackages(options: CheckOptions = {}): string[] {
  return records().filter((record) => isDamaged(record, options)).map(({ requirement }) => requirement);
}

/** The libraries of TensorFlow that are there, but with other content than pip recorded. It reads a gigabyte. */
export async function damagedLibraries(): Promise<string[]> {
  const damaged: string[] = [];
  for (const { requirement, folder, site } of records()) {
    if (!requirement.startsWith("tensorflow")) continue;
    for (const { name, hash } of filesOf(folder) ?? []) {
      if (!LIBRARY.test(name) || !hash || !existsSync(path.join(site, name))) continue;
      const found = createHash("sha256");
      for await (const chunk of createReadStream(path.join(site, name))) found.update(chunk);
      if (found.digest("base64url") !== hash) damaged.push(path.basename(name));
    }
  }
  return damaged;
}

/** Removes what pip moved aside in an installation that was killed. */
export function removeStashes(): void {
  for (const site of sitePackages()) {
    for (const name of existsSync(site) ? readdirSync(site) : []) {
      if (name.startsWith("~")) rmSync(path.join(site, name), { recursive: true, force: true });
    }
  }
}

interface PackageRecord {
  /** As in `numpy==2.4.6`. */
  readonly requirement: string;
  /** Its `.dist-info`. */
  readonly folder: string;
  /** The folder that paths start from. */
  readonly site: string;
}

function records(): PackageRecord[] {
  return sitePackages().filter((site) => existsSync(site)).flatMap((site) =>
    readdirSync(site).flatMap((name) => {
      const match = /^([^-]+)-([^-]+)\.dist-info$/.exec(name);
      return match ? [{ requirement: `${match[1]}==${match[2]}`, folder: path.join(site, name), site }] : [];
    })
  );
}

const LIBRARY = /\.(so(\.\d+)*|dylib|pyd|dll)$/;
const MAIN =
  /\.(so(\.\d+)*|dylib|pyd|dll)$|^[^/]+\/__init__\.py$|^[^/]+\.py$|^\.\.\/\.\.\/\.\.\/|\/METADATA$/;

function isDamaged({ folder, site }: PackageRecord, { every = false }: CheckOptions): boolean {
  const files = filesOf(folder);
  if (!files) return true;
  return files.some(({ name, bytes }) =>
    bytes !== undefined && (every || MAIN.test(name)) &&
    statSync(path.join(site, name), { throwIfNoEntry: false })?.size !== bytes
  );
}

/** What pip recorded of a package's files; undefined where it has not finished. */
function filesOf(folder: string): { name: string; hash: string; bytes?: number }[] | undefined {
  const record = path.join(folder, "RECORD");
  if (!existsSync(record)) return undefined;
  const files = readFileSync(record, "utf8").split("\n").flatMap((line) => {
    const match = /^"?(.+?)"?,(?:sha256=([\w-]+))?[^,]*,(\d*)\r?$/.exec(line);
    return match
      ? [{ name: match[1], hash: match[2] ?? "", bytes: match[3] ? Number(match[3]) : undefined }]
      : [];
  });
  return files.length > 0 ? files : undefined;
}

function sitePackages(): string[] {
  const windows = process.platform === "win32";
  const lib = inProject(".venv", windows ? "Lib" : "lib");
  if (!existsSync(lib)) return [];
  if (windows) return [path.join(lib, "site-packages")];
  return readdirSync(lib).filter((name) => name.startsWith("python"))
    .map((name) => path.join(lib, name, "site-packages"));
}
