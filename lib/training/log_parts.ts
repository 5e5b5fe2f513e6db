/** A training's log on disk, beside its checkpoint: tables of steps that follow each other. */
import { existsSync } from "node:fs";
import path from "node:path";
import { UserError } from "../base/mod.ts";
import { type Columns, readArrow, writeArrow } from "../data/mod.ts";
import type { StepLog } from "./step_log.ts";

/** What the files of parts are called. */
export const PART = /^steps-\d+-\d+\.arrow$/;

/** The files of a log, from where its parts end. */
export function partNames(ends: readonly number[]): string[] {
  return ends.map((end, i) => `steps-${ends[i - 1] ?? 0}-${end}.arrow`);
}

/**
 * Writes the steps that are in no part yet, as one. It takes in those before it that are no longer than it, so that there
 * are never more parts than the steps' number has bits. Parts that were there before stay.
 *
 * @returns Where the parts end, the new one included.
 */
export async function writeParts(folder: string, log: StepLog<object>): Promise<number[]> {
  // Another process that performs the same run may have removed some: then all is written again.
  const there = partNames(log.partEnds).every((name) => existsSync(path.join(folder, name)));
  const ends = there ? [...log.partEnds] : [];
  const last = () => ends.at(-1) ?? 0;
  if (last() === log.length) return ends;
  while (ends.length > 0 && last() - (ends.at(-2) ?? 0) <= log.length - last()) ends.pop();
  const part = log.columns(last(), log.length);
  ends.push(log.length);
  await writeArrow(path.join(folder, partNames(ends).at(-1)!), part);
  return ends;
}

/**
 * Reads the parts of a log.
 *
 * @throws UserError where one is missing, damaged or of another length.
 */
export async function readParts(folder: string, ends: readonly number[]): Promise<Columns[]> {
  const parts: Columns[] = [];
  for (const [i, name] of partNames(ends).entries()) {
    const file = path.join(folder, name);
    const part = await readArrow(file, undefined, { checked: true });
    const expected = ends[i] - (ends[i - 1] ?? 0), found = Object.values(part)[0]?.length ?? 0;
    if (found !== expected) throw new UserError(`Expected ${expected} steps but found ${found} in ${file}`);
    parts.push(part);
  }
  return parts;
}
