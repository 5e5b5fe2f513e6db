/** Runs that are given twice where different ones are expected. */
import { sha256OfFile } from "../base/mod.ts";

/**
 * A sentence for each file that has the content of an earlier one.
 *
 * @param files Such as the runs of a system with different seeds; all can be read.
 * @param consequence What follows from it.
 */
export async function sameRuns(files: readonly string[], consequence: string): Promise<string[]> {
  if (files.length < 2) return [];
  const firsts = new Map<string, string>();
  const notes: string[] = [];
  for (const file of files) {
    const sum = await sha256OfFile(file);
    const first = firsts.get(sum);
    if (first === undefined) firsts.set(sum, file);
    else if (first === file) notes.push(`${file} is given twice: ${consequence}.`);
    else notes.push(`${first} and ${file} have the same content: ${consequence}.`);
  }
  return notes;
}
