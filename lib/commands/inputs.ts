/** What both commands read: measures, qrels, and runs with their names. */
import path from "node:path";
import { type Qrels, type Run, UserError } from "../base/mod.ts";
import { parseMeasure } from "../metrics/mod.ts";
import { readQrels } from "../trec/mod.ts";
import type { Arguments } from "./arguments.ts";

/** What is measured where nothing is said. */
export const DEFAULT_MEASURES = "nDCG@10 RR@10 AP R@100";

/** What the help of both commands says about files. */
export const FILES_HELP = `Files are plain or gzipped, known by their content:
  qrels  TREC (query 0 passage grade), or TSV with the header query-id, corpus-id, score
  runs   TREC (query Q0 passage rank score tag), TSV with that header, or MS MARCO's query, passage, rank
Passages are ranked by score; where scores tie, by id, descending. A line that breaks a rule is an error.`;

/**
 * The measures of the option `--measures`, separated by white space; each once, in order.
 *
 * @throws UserError for an unknown measure.
 */
export function measuresOf(given: Arguments): string[] {
  const texts = given.has("measures") ? given.all("measures") : [DEFAULT_MEASURES];
  // White space inside parentheses is part of a name.
  const names = texts.flatMap((text) => text.match(/(?:\([^)]*\)|[^\s(])+|\(/g) ?? []);
  if (names.length === 0) {
    throw new UserError("Expected measures such as nDCG@10 after --measures but found none.");
  }
  names.forEach(parseMeasure);
  return [...new Set(names)];
}

/** @throws UserError where there is no option `--qrels`, or for qrels that are malformed. */
export function qrelsOf(given: Arguments, command: string): Promise<Qrels> {
  const file = given.one("qrels");
  if (file === undefined) {
    throw new UserError(
      `${command}: expected --qrels FILE. \`deno task ${command} --help\` lists the options.`,
    );
  }
  return readQrels(file);
}

/**
 * What runs are called: their files' names without folder and `.gz`, or their files as given where these would be the
 * same.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(namesOf(["a/bm25.run.gz", "a/dense.run"]), ["bm25.run", "dense.run"]);
 * assert.deepEqual(namesOf(["a/x.run", "b/x.run"]), ["a/x.run", "b/x.run"]);
 * ```
 */
export function namesOf(files: readonly string[]): string[] {
  const short = files.map((file) => path.basename(file).replace(/\.gz$/, ""));
  return new Set(short).size < new Set(files).size ? [...files] : short;
}

/** What a run and the qrels do not share, in words; empty where nothing. */
export function unshared(run: Run, qrels: Qrels, options: { name: string; complete: boolean }): string[] {
  const unjudged = [...run.keys()].filter((query) => !qrels.has(query)).length;
  const missing = [...qrels.keys()].filter((query) => !run.has(query)).length;
  const notes: string[] = [];
  if (unjudged > 0) {
    notes.push(`${options.name}: ${unjudged} queries that the qrels do not judge are ignored.`);
  }
  if (missing > 0) {
    notes.push(
      `${options.name}: ${missing} judged queries are not in the run; ` +
        (options.complete ? "they count with 0." : "they are left out (--complete counts them with 0)."),
    );
  }
  return notes;
}
