/** Where an output really goes: through symbolic links, into pipes and devices, or to standard output. */
import { readlinkSync, realpathSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import { UserError } from "./errors.ts";

/** Where the bytes of an output go. */
export type Destination =
  /** A regular file, or a new one: written beside it and renamed. */
  | { readonly kind: "file"; readonly path: string; readonly mode?: number }
  /** A pipe or a device, which is written into as it is. */
  | { readonly kind: "stream"; readonly path: string }
  | { readonly kind: "standard output" };

const STANDARD_OUTPUT = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/** Whether an output's name means standard output, as `-` does; a file of that name is `./-`. */
export function isStandardOutput(file: string): boolean {
  return STANDARD_OUTPUT.includes(file);
}

/** An output's name in messages. */
export function outputName(file: string): string {
  return isStandardOutput(file) ? "standard output" : file;
}

/**
 * Follows an output's name to what is there.
 *
 * @throws UserError where that is a folder, a disk or a socket.
 */
export function destinationOf(file: string): Destination {
  if (isStandardOutput(file)) return { kind: "standard output" };
  const wrong = (found: string) =>
    new UserError(`Expected to write a file at ${file} but found ${found}; name a file.`);
  if (/[\\/]$/.test(file) || file === "") throw wrong(file === "" ? "no name" : "the name of a folder");
  let there: Stats | undefined;
  try {
    there = statSync(file);
  } catch {
    // Nothing is there, or nothing that can be seen: the writing says why.
    return { kind: "file", path: endOfLinks(file) };
  }
  if (there.isDirectory()) throw wrong("a folder");
  if (there.isBlockDevice()) throw wrong("a disk");
  if (there.isSocket()) throw wrong("a socket");
  if (!there.isFile()) return { kind: "stream", path: file };
  return { kind: "file", path: realpathSync(file), mode: there.mode & 0o7777 };
}

/** Whether an output is standard output, a pipe or a device. */
export function isStream(file: string): boolean {
  return destinationOf(file).kind !== "file";
}

/** The path that a link to a file which is not there yet leads to; any other path as it is. */
function endOfLinks(file: string): string {
  let at = file;
  for (let links = 0; links < 40; links++) {
    try {
      const link = readlinkSync(at);
      at = path.resolve(realpathSync(path.dirname(at)), link);
    } catch {
      return at;
    }
  }
  return file;
}
