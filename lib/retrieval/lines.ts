/** Lines of a text file with their numbers, for formats of one record a line. */
import { readFile } from "node:fs/promises";
import { messageOf, UserError } from "../base/mod.ts";

/** A line of a file that is being read. */
export interface Line {
  readonly file: string;
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

/**
 * Reads the lines of a file that are not blank.
 *
 * @param what What the file should hold, for the message where it is missing or empty.
 * @throws UserError where the file cannot be read or holds no line.
 */
export async function readLines(file: string, what: string): Promise<Line[]> {
  const text = await readFile(file, "utf8").catch((error) => {
    throw new UserError(`Expected ${what} in ${file} but could not read it: ${messageOf(error)}`);
  });
  const lines = text.split(/\r?\n/).map((text, i) => ({ file, number: i + 1, text }));
  const filled = lines.filter((line) => line.text.trim() !== "");
  if (filled.length === 0) throw new UserError(`Expected ${what} in ${file} but found an empty file`);
  return filled;
}

/** The error for a line that breaks a rule. */
export function malformed(line: Line, rule: string): UserError {
  const text = line.text.length > 80 ? `${line.text.slice(0, 80)}…` : line.text;
  return new UserError(
    `Expected ${rule} but found "${text}" in ${line.file}, line ${line.number}. Correct that line.`,
  );
}
