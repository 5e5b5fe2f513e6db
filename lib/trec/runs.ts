/**
 * Runs as files, plain or gzipped, in three formats. The first line decides which:
 *
 * - TREC: `query Q0 passage rank score tag`, one line for each retrieved passage, separated by spaces or tabs. A line
 *   that starts with `#` is a comment, as in trec_eval 10.
 * - TSV: query, passage and score separated by tabs, after the header `query-id`, `corpus-id`, `score`, as in BEIR.
 * - MS MARCO: query, passage and rank separated by tabs, without a header. The score is minus the rank.
 *
 * No id contains white space. {@linkcode eachLine} has the rules for lines of every format.
 */
import { lineError, type Ranking, type Run, UserError, writePieces } from "../base/mod.ts";
import { headerOf } from "./header.ts";
import { decimal, whole } from "./numbers.ts";
import { type Format, type Group, readRows } from "./rows.ts";

const trec: Format = {
  rule: "six columns (query, Q0, passage, rank, score, tag) with a whole rank and a finite score",
  columns: 6,
  tabs: false,
  passage: 2,
  value: (bytes, { starts, ends }) =>
    Number.isNaN(whole(bytes, starts[3], ends[3])) ? NaN : decimal(bytes, starts[4], ends[4]),
};

const tsv: Format = {
  rule: "three columns between tabs (query, passage, score) with a finite score",
  columns: 3,
  tabs: true,
  passage: 1,
  value: (bytes, { starts, ends }) => decimal(bytes, starts[2], ends[2]),
};

const msMarco: Format = {
  rule: "three columns between tabs (query, passage, rank) with a whole rank from 1 on, as no header " +
    '"query-id", "corpus-id", "score" says that the third is a score,',
  columns: 3,
  tabs: true,
  passage: 1,
  value: (bytes, { starts, ends }) => {
    const rank = whole(bytes, starts[2], ends[2]);
    return rank >= 1 ? -rank : NaN;
  },
};

const header = headerOf(["score"]);

/** Rankings by query id, one after the other: more of them than memory holds. */
export type Rankings = Iterable<readonly [query: string, ranking: Ranking]>;

/**
 * Writes a run in TREC's format, ranks counted from 1; gzipped where the file's name ends in `.gz`.
 *
 * @param run A run, which is checked before a line is written; or what makes its rankings, each of which is checked and
 *   written before the next is made. That is called again where the file has to be started again.
 * @param tag The run's name, the last column.
 * @throws UserError where an id or the tag is empty or contains white space, or a score is not finite.
 */
export async function writeRun(file: string, run: Run | (() => Rankings), tag: string): Promise<void> {
  checkWord(tag);
  if (typeof run !== "function") { for (const [query, ranking] of run) checkRanking(query, ranking); }
  await writePieces(file, () => linesOf(typeof run === "function" ? checked(run()) : run, tag));
}

function* checked(rankings: Rankings): Generator<readonly [string, Ranking]> {
  for (const [query, ranking] of rankings) {
    checkRanking(query, ranking);
    yield [query, ranking];
  }
}

function checkRanking(query: string, { ids, scores }: Ranking): void {
  for (const id of [query, ...ids]) checkWord(id);
  const wrong = scores.findIndex((score) => !Number.isFinite(score));
  if (wrong < 0 && scores.length === ids.length) return;
  throw new UserError(
    `Expected a finite score of every passage of query "${query}" but found ${scores[wrong]} for "${
      ids[wrong]
    }".`,
  );
}

function* linesOf(rankings: Rankings, tag: string): Generator<string> {
  for (const [query, { ids, scores }] of rankings) {
    yield ids.map((id, i) => `${query} Q0 ${id} ${i + 1} ${scores[i]} ${tag}\n`).join("");
  }
}

/**
 * Reads a run. Each ranking is sorted by descending score, whatever the rank column of TREC's format says; equal
 * scores stay in the order of the file.
 *
 * @throws UserError where the file is missing or empty; or, with the line, where one is malformed, repeats a passage,
 *   or repeats a rank in MS MARCO's format.
 */
export async function readRun(file: string): Promise<Run> {
  const { format, groups } = await readRows(file, "a run", { trec, tsv, bare: msMarco, header });
  if (format === msMarco) refuseRepeatedRanks(file, groups());
  const run: Run = new Map();
  for (const { query, ids, values } of groups()) run.set(query, descending(ids, values));
  return run;
}

function descending(ids: string[], scores: Float64Array) {
  let sorted = true;
  for (let i = 1; sorted && i < scores.length; i++) sorted = scores[i] <= scores[i - 1];
  if (sorted) return { ids, scores };
  const order = Uint32Array.from(ids.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
  return {
    ids: Array.from(order, (position) => ids[position]),
    scores: Float64Array.from(order, (position) => scores[position]),
  };
}

function refuseRepeatedRanks(file: string, groups: Iterable<Group>): void {
  for (const { query, values, lines } of groups) {
    const seen = new Set<number>();
    const place = values.findIndex((value) => seen.size === seen.add(value).size);
    if (place >= 0) {
      throw lineError(file, lines[place], `rank ${-values[place]} once for query "${query}"`, "it again");
    }
  }
}

/**
 * Checks an id or a tag for a TREC file.
 *
 * @throws UserError where it is empty or contains white space.
 */
export function checkWord(id: string): string {
  if (!/^\S+$/.test(id)) throw new UserError(`Expected an id or tag without white space but found "${id}"`);
  return id;
}
