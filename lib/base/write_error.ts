/** Why a file cannot be written, in one line: which file, what it is for, why not, and what to do. */
import { existsSync, statfsSync, statSync } from "node:fs";
import path from "node:path";
import { messageOf, UserError } from "./errors.ts";
import { fileSize } from "./file_size.ts";
import { inCache } from "./paths.ts";

/** What the folders of the cache are for. */
const CACHED: Record<string, string> = {
  beir: "passages that are kept for the next time",
  bm25: "an index that is kept for the next run",
  checkpoints: "a checkpoint of a run",
  downloads: "a download",
  encoders: "an encoder that is made on this machine",
  embeddings: "embeddings that are kept for the next search",
  "msmarco-passage": "passages or triples that are kept for the next time",
  pretrain: "a checkpoint of a pretraining",
  tokens: "tokens that are kept for the next time",
};

export interface WriteErrorOptions {
  /** What the file is for; default by its place. */
  readonly purpose?: string;
  /** How many bytes are to be written, where that is known. */
  readonly bytes?: number;
}

/** The code of an error that the operating system reports, such as `ENOSPC`; undefined for other errors. */
export function systemCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" && /^E[A-Z\d]{2,}$/.test(code) ? code : undefined;
}

/** The error for a file that cannot be written; one that is meant for the user already stays as it is. */
export function writeError(file: string, error: unknown, options: WriteErrorOptions = {}): UserError {
  if (error instanceof UserError) return error;
  const inside = path.relative(inCache(), path.resolve(file));
  const cached = inside !== "" && !inside.startsWith("..") && !path.isAbsolute(inside);
  const { purpose = cached ? CACHED[inside.split(path.sep)[0]] ?? "a file of the cache" : "an output" } =
    options;
  const [reason, advice] = reasonOf(file, error, options.bytes);
  const elsewhere = cached ? " The environment variable KIT_CACHE names another folder for the cache." : "";
  return new UserError(
    `Expected to write ${file} (${purpose}) but ${reason}. ${advice}, and run the same command again.${elsewhere}`,
  );
}

function reasonOf(file: string, error: unknown, bytes?: number): [reason: string, advice: string] {
  const there = nearestThere(file);
  switch (systemCode(error)) {
    case "ENOSPC":
      return [`the disk is full${spaceOf(there, bytes)}`, "Make room there or name another place"];
    case "EDQUOT":
      return ["your quota of disk space is used up", "Make room there or name another place"];
    case "EACCES":
    case "EPERM":
      return [`you may not write in ${there}`, "Change its permissions or name another place"];
    case "EROFS":
      return ["the file system is read-only", "Name another place"];
    case "ENAMETOOLONG":
      return ["its name is too long", "Name it shorter"];
    case "EISDIR":
      return ["found a folder", "Name a file"];
    case "EPIPE":
      return ["its reader is gone", "Start the reader"];
    case "ENOENT":
    case "ENOTDIR":
    case "EEXIST":
      return isFolder(there)
        ? [`no file or folder can be made in ${there}`, "Name another place"]
        : [`${there} is a file, not a folder`, "Name another place"];
    default:
      return [messageOf(error).trim().replace(/\.$/, ""), "Correct that"];
  }
}

/** The path itself or the first folder above it that there is. */
function nearestThere(file: string): string {
  let at = path.dirname(path.resolve(file));
  while (!existsSync(at) && path.dirname(at) !== at) at = path.dirname(at);
  return at;
}

function isFolder(at: string): boolean {
  return statSync(at, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function spaceOf(folder: string, bytes?: number): string {
  let free = "";
  try {
    const { bavail, bsize } = statfsSync(folder);
    free = `${fileSize(bavail * bsize)} free`;
  } catch {
    // How much there is does not matter then.
  }
  const needed = bytes === undefined ? "" : `${fileSize(bytes)} needed`;
  const both = [needed, free].filter(Boolean).join(", ");
  return both ? ` (${both})` : "";
}

/** An error of the operating system as one line for the user; undefined for other errors. */
export function systemError(error: unknown): UserError | undefined {
  const code = systemCode(error);
  if (code === undefined || error instanceof UserError) return undefined;
  const { path: at, dest, syscall } = error as { path?: string; dest?: string; syscall?: string };
  const file = dest ?? at;
  const writing = ["ENOSPC", "EDQUOT", "EROFS"].includes(code) ||
    ["mkdir", "mkdtemp", "rename", "copyfile", "link", "symlink", "write"].includes(syscall ?? "");
  if (writing && file) return writeError(file, error);
  if (code === "ENOSPC") return new UserError("Expected to write a file but the disk is full. Make room.");
  return new UserError(`Expected to use ${file ?? "a file"} but: ${messageOf(error)}.`);
}
