/**
 * Downloads: checked by SHA-256 or MD5, kept in the cache, taken from the first place that has them.
 *
 * The mirror folder `KIT_MIRROR` is always the first place, with the same layout as the cache's `downloads`.
 * Which place a file came from does not matter: the checksum decides.
 */
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import {
  digestOfFile,
  inCache,
  messageOf,
  mirrorFolder,
  systemCode,
  UserError,
  writeError,
} from "../base/mod.ts";

/** A file as its publisher made it. */
export interface RemoteFile {
  /** Path inside its folder, with slashes. */
  readonly name: string;
  /** In hexadecimal; absent where it is known by its MD5 alone. */
  readonly sha256?: string;
  /** In hexadecimal; it finds damage, not forgery. */
  readonly md5?: string;
  /** Its size, for progress and to detect a truncated file. */
  readonly bytes: number;
}

/**
 * How a file is known: by its SHA-256, else by its MD5.
 *
 * @throws RangeError where it has neither.
 */
export function checksumOf({ name, sha256, md5 }: RemoteFile): { kind: "sha256" | "md5"; digits: string } {
  if (sha256 !== undefined) return { kind: "sha256", digits: sha256 };
  if (md5 !== undefined) return { kind: "md5", digits: md5 };
  throw new RangeError(`Expected a checksum of ${name} but found none`);
}

/** A place to get files from. */
export interface Place {
  /** A few words for messages, as in "the model hub". */
  readonly label: string;
  /**
   * Puts those of the files that it has into a folder, under their names.
   *
   * @throws Error that says why this place has no more files.
   */
  fetch(files: readonly RemoteFile[], folder: string): Promise<void>;
}

export interface FetchOptions {
  /** Folder in the cache and in the mirror, with slashes, as in `sentence-transformers/all-MiniLM-L6-v2`. */
  readonly folder: string;
  readonly files: readonly RemoteFile[];
  /** Where to look after the cache and the mirror, in this order. */
  readonly places: readonly Place[];
}

/**
 * Fetches files that belong together, unless the cache has them.
 *
 * @returns The folder in the cache that holds all of them.
 * @throws UserError where a file cannot be fetched; it lists each place with the reason, and says what to do.
 */
export async function fetchFiles(options: FetchOptions): Promise<string> {
  const target = inCache("downloads", options.folder);
  const mirror = mirrorFolder();
  const places = [...(mirror ? [mirrorPlace(path.join(mirror, options.folder))] : []), ...options.places];
  const reasons: string[] = [];
  let missing: RemoteFile[] = [];
  for (const file of options.files) if (await cacheFault(file, target)) missing.push(file);
  for (const place of places) {
    if (missing.length === 0) break;
    const { failed, reason } = await take(place, missing, target);
    missing = failed;
    if (reason) {
      reasons.push(`${place.label}: ${reason}`);
      console.warn(`Not from ${reasons.at(-1)}`);
    }
  }
  if (missing.length > 0) {
    const names = missing.map((file) => `${file.name} (${inWords(file)})`).join(", ");
    const where = mirror
      ? `in ${path.join(mirror, options.folder)}`
      : `in <folder>/${options.folder} and set KIT_MIRROR=<folder>`;
    throw new UserError(
      `Expected to fetch ${names} of ${options.folder} but no place had it:\n` +
        reasons.map((reason) => `  - ${reason}\n`).join("") +
        `Run the command again where the network is open (finished downloads are kept), or put the file ${where}.`,
    );
  }
  return target;
}

function inWords(file: RemoteFile): string {
  const { kind, digits } = checksumOf(file);
  return `${kind} ${digits}`;
}

export interface FetchFileOptions extends RemoteFile {
  /** Folder in the cache and in the mirror, with slashes. */
  readonly folder: string;
  readonly places: readonly Place[];
}

/**
 * Fetches one file, unless the cache has it.
 *
 * @returns The path of the verified file in the cache.
 * @throws UserError as `fetchFiles`.
 */
export async function fetchFile({ folder, places, ...file }: FetchFileOptions): Promise<string> {
  return path.join(await fetchFiles({ folder, files: [file], places }), file.name);
}

/** A local folder as a place. */
function mirrorPlace(folder: string): Place {
  return {
    label: `the mirror folder ${folder}`,
    async fetch(files, into) {
      for (const file of files) {
        const source = path.join(folder, file.name);
        if (!existsSync(source)) continue;
        await mkdir(path.dirname(path.join(into, file.name)), { recursive: true });
        await copyFile(source, path.join(into, file.name));
      }
    },
  };
}

/** Lets a place fill a folder beside the target, and moves the correct files from there. */
async function take(
  place: Place,
  files: readonly RemoteFile[],
  target: string,
): Promise<{ failed: RemoteFile[]; reason: string }> {
  await mkdir(path.dirname(target), { recursive: true });
  const staging = await mkdtemp(`${target}.incoming-`);
  try {
    let reason = await place.fetch(files, staging).then(() => "", reasonOf(target));
    const failed: RemoteFile[] = [];
    for (const file of files) {
      const [from, to] = [path.join(staging, file.name), path.join(target, file.name)];
      const fault = await faultOf(from, file);
      if (fault) {
        failed.push(file);
        reason ||= fault;
      } else {
        await mkdir(path.dirname(to), { recursive: true });
        await rename(from, to);
      }
    }
    return { failed, reason };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Why a place has no more files; a full disk is no place's fault, and ends it. */
function reasonOf(target: string): (error: unknown) => string {
  return (error) => {
    if (error instanceof UserError) throw error;
    if (["ENOSPC", "EDQUOT", "EROFS"].includes(systemCode(error) ?? "")) throw writeError(target, error);
    return messageOf(error);
  };
}

/** What is wrong with a file in the cache; empty where nothing is. */
async function cacheFault(file: RemoteFile, target: string): Promise<string> {
  const at = path.join(target, file.name);
  const fault = await faultOf(at, file);
  if (fault && existsSync(at)) console.warn(`Not from the cache ${target}: ${fault}`);
  return fault;
}

/** What is wrong with a file; empty where nothing is. */
async function faultOf(at: string, file: RemoteFile): Promise<string> {
  if (!existsSync(at)) return `expected ${file.name} but found no such file`;
  const { size } = await stat(at);
  if (size < file.bytes) {
    return `expected ${file.name} to have ${file.bytes} bytes but found ${size}: it is truncated`;
  }
  const { kind, digits } = checksumOf(file);
  const found = await digestOfFile(at, kind);
  if (found !== digits) return `expected ${file.name} to have ${inWords(file)} but found ${found}`;
  return "";
}
