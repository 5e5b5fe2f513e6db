/** What `evaluate` and `compare` both take: measures, and run files with their names. */
import path from "node:path";
import { counted, type Qrels, type Run, UserError } from "../base/mod.ts";
import { parseMeasure } from "../metrics/mod.ts";
import { list } from "./options.ts";

const DEFAULT_MEASURES = "nDCG@10 RR@10 AP R@100";

/** The option `--measures`, whose values `measuresOf` reads. */
export const measuresOption = list('"A B …"', "measures", { shownDefault: `"${DEFAULT_MEASURES}"` });

/** What the help of both commands says about files. */
export const FILES_HELP =
  `Files are plain or gzipped, which is recognised by their content; /dev/stdin is standard input:
  qrels  TREC (query 0 passage grade), or TSV with the header query-id, corpus-id, score
  runs   TREC (query Q0 passage rank score tag), TSV with that header, or MS MARCO's query, passage, rank
Passages are ranked by score; where scores tie, by id, descending. A malformed line is an error.
`;

/**
 * The measures that are asked for, each once, in order.
 *
 * @param texts Measures, separated by white space; the default where there is none.
 * @throws UserError for an unknown measure.
 *
 * @example White space in parentheses belongs to a name
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(measuresOf(["AP RBP(p=0.8, rel=2)", "AP"]), ["AP", "RBP(p=0.8, rel=2)"]);
 * ```
 */
export function measuresOf(texts: readonly string[]): string[] {
  const names = (texts.length > 0 ? texts : [DEFAULT_MEASURES])
    .flatMap((text) => text.match(/(?:\([^)]*\)|[^\s(])+|\(/g) ?? []);
  if (names.length === 0) {
    throw new UserError("Expected measures such as nDCG@10 after --measures but found none.");
  }
  names.forEach(parseMeasure);
  return [...new Set(names)];
}

/**
 * The names of runs: their files' names without folder and `.gz`, or the paths where two of these would be equal.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(runNames(["a/bm25.run.gz", "a/dense.run"]), ["bm25.run", "dense.run"]);
 * assert.deepEqual(runNames(["a/x.run", "b/x.run"]), ["a/x.run", "b/x.run"]);
 * ```
 */
export function runNames(files: readonly string[]): string[] {
  const short = files.map((file) => path.basename(file).replace(/\.gz$/, ""));
  return new Set(short).size < new Set(files).size ? [...files] : short;
}

/** A sentence for the queries that only the run or only the qrels have; none where both have the same. */
export function unsharedQueries(
  run: Run,
  qrels: Qrels,
  options: { name: string; complete: boolean },
): string[] {
  const unjudged = [...run.keys()].filter((query) => !qrels.has(query)).length;
  const missing = [...qrels.keys()].filter((query) => !run.has(query)).length;
  const notes: string[] = [];
  if (unjudged > 0) {
    notes.push(
      `${options.name}: ignored ${counted(unjudged, "query", "queries")} that the qrels do not judge.`,
    );
  }
  if (missing > 0) {
    notes.push(
      `${options.name}: ${counted(missing, "judged query is", "judged queries are")} not in the run, ` +
        (options.complete
          ? "and counted with 0."
          : "and left out (--complete counts such queries with 0): means are over the other " +
            `${qrels.size - missing}.`),
    );
  }
  return notes;
}
