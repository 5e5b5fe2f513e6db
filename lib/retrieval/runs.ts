/** Runs as TREC run files: `query Q0 passage rank score tag`, one line for each retrieved passage. */
import { type Run, UserError, writeAtomically } from "../base/mod.ts";
import { malformed, readLines } from "./lines.ts";

const RULE = "six columns (query, Q0, passage, rank, score, tag) with a whole rank and a finite score";

/**
 * Writes a run, ranks counted from 1.
 *
 * @param tag The run's name, the last column.
 * @throws UserError where an id or the tag is empty or holds white space, which the format cannot hold.
 */
export async function writeRun(file: string, run: Run, tag: string): Promise<void> {
  const lines: string[] = [];
  for (const [query, { ids, scores }] of run) {
    ids.forEach((id, i) => lines.push(`${word(query)} Q0 ${word(id)} ${i + 1} ${scores[i]} ${word(tag)}\n`));
  }
  await writeAtomically(file, lines.join(""));
}

/**
 * Reads a run. Each ranking is put in descending order of score, whatever the rank column says; equal scores stay
 * in the order of the file.
 *
 * @throws UserError where the file is missing or empty, or names the line that is malformed or repeats a passage.
 */
export async function readRun(file: string): Promise<Run> {
  const found = new Map<string, Map<string, number>>();
  for (const line of await readLines(file, "a TREC run")) {
    const columns = line.text.trim().split(/\s+/);
    const [query, , passage, rank, score] = columns;
    if (columns.length !== 6 || !/^\d+$/.test(rank) || !Number.isFinite(Number(score))) {
      throw malformed(line, RULE);
    }
    const ranking = found.get(query) ?? new Map<string, number>();
    if (ranking.has(passage)) throw malformed(line, `passage "${passage}" once for query "${query}"`);
    found.set(query, ranking.set(passage, Number(score)));
  }
  const run: Run = new Map();
  for (const [query, ranking] of found) {
    const sorted = [...ranking].sort((x, y) => y[1] - x[1]);
    run.set(query, {
      ids: sorted.map(([id]) => id),
      scores: Float64Array.from(sorted, ([, score]) => score),
    });
  }
  return run;
}

/** An id as TREC files hold it. */
export function word(id: string): string {
  if (!/^\S+$/.test(id)) throw new UserError(`Expected an id or tag without white space but found "${id}"`);
  return id;
}
