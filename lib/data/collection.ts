/** A collection as a folder of three Arrow files, and the checks that every collection passes. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Collection, Positions, type Qrels, type SplitName, UserError } from "../base/mod.ts";
import { readArrow, writeArrow } from "./arrow.ts";

const SPLITS: readonly SplitName[] = ["train", "dev", "test"];
/** The split of a query that belongs to none. */
const NO_SPLIT = -1;

/**
 * Writes a collection into a folder: `passages.arrow`, `queries.arrow`, `qrels.arrow`.
 *
 * @throws UserError where the files could not say what the collection says: an id twice, a grade that is no whole number
 *   from -128 to 127, a split whose queries do not ascend or are in another split too, a judgement of an unknown query or
 *   passage, a judged query without judgements.
 */
export async function writeCollection(folder: string, collection: Collection): Promise<void> {
  const { passages, queries, qrels } = collection;
  const splits = splitColumn(collection);
  const positions = new Positions(passages.ids);
  checkStorable(collection, positions);
  const rows: number[][] = [[], [], []];
  queries.ids.forEach((id, query) => {
    for (const [passage, grade] of qrels.get(id) ?? []) {
      const position = positions.get(passage);
      if (position === undefined) {
        throw new UserError(`Expected passage "${passage}" of the qrels in the passages`);
      }
      rows[0].push(query);
      rows[1].push(position);
      rows[2].push(grade);
    }
  });
  await writeArrow(path.join(folder, "passages.arrow"), { id: passages.ids, text: passages.texts });
  await writeArrow(path.join(folder, "qrels.arrow"), {
    query: Int32Array.from(rows[0]),
    passage: Int32Array.from(rows[1]),
    grade: Int8Array.from(rows[2]),
  });
  // Last, because `hasCollection` checks only this file.
  await writeArrow(path.join(folder, "queries.arrow"), {
    id: queries.ids,
    text: queries.texts,
    split: splits,
  });
}

/** The number of each query's split. */
function splitColumn({ name, queries, split }: Collection): Int8Array {
  const splits = new Int8Array(queries.ids.length).fill(NO_SPLIT);
  SPLITS.forEach((splitName, i) => {
    let last = -1;
    for (const query of split[splitName]) {
      if (!(query > last && query < splits.length) || splits[query] !== NO_SPLIT) {
        throw new UserError(
          `Expected the queries of split ${splitName} of collection "${name}" to be ascending positions below ` +
            `${splits.length}, each in one split, but found ${query} after ${last}.`,
        );
      }
      splits[query] = i;
      last = query;
    }
  });
  return splits;
}

function checkStorable({ name, passages, queries, qrels }: Collection, positions: Positions): void {
  const bad = (expected: string, found: string) =>
    new UserError(`Expected ${expected} of collection "${name}" but found ${found}.`);
  if (positions.size < passages.ids.length) throw bad("every passage id once", "one again");
  const known = new Positions(queries.ids);
  if (known.size < queries.ids.length) throw bad("every query id once", "one again");
  for (const [query, grades] of qrels) {
    if (!known.has(query)) throw bad("judgements of the queries", `query "${query}"`);
    if (grades.size === 0) throw bad("a judgement of every judged query", `none of "${query}"`);
    for (const [passage, grade] of grades) {
      if (grade !== Int8Array.of(grade)[0]) {
        throw bad(
          "grades that are whole numbers from -128 to 127",
          `${grade} for "${query}" and "${passage}"`,
        );
      }
    }
  }
}

/** Whether a folder holds a collection; it was written to the end unless a file was lost since. */
export function hasCollection(folder: string): boolean {
  return existsSync(path.join(folder, "queries.arrow"));
}

/**
 * Reads a collection that `writeCollection` wrote.
 *
 * @param name The collection's name.
 * @throws UserError where a file is missing, damaged, or has another layout.
 */
export async function readCollection(folder: string, name: string): Promise<Collection> {
  const checked = { checked: true };
  const [passages, queries, judged] = await Promise.all([
    readArrow(path.join(folder, "passages.arrow"), { id: "string", text: "string" }, checked),
    readArrow(path.join(folder, "queries.arrow"), { id: "string", text: "string", split: "int8" }, checked),
    readArrow(path.join(folder, "qrels.arrow"), { query: "int32", passage: "int32", grade: "int8" }, checked),
  ]);
  const qrels: Qrels = new Map();
  judged.query.forEach((query, i) => {
    const id = queries.id[query];
    let grades = qrels.get(id);
    if (!grades) qrels.set(id, grades = new Map());
    grades.set(passages.id[judged.passage[i]], judged.grade[i]);
  });
  const ofSplit = (split: number) => {
    const positions: number[] = [];
    queries.split.forEach((value, query) => value === split && positions.push(query));
    return Int32Array.from(positions);
  };
  return {
    name,
    passages: { ids: passages.id, texts: passages.text },
    queries: { ids: queries.id, texts: queries.text },
    qrels,
    split: { train: ofSplit(0), dev: ofSplit(1), test: ofSplit(2) },
  };
}

/**
 * Checks what every use of a collection needs.
 *
 * @throws UserError where it has no passages or no queries, or where a query of a split has no relevant passage.
 */
export function checkCollection(collection: Collection): void {
  const { name, passages, queries, qrels, split } = collection;
  for (const [what, texts] of Object.entries({ passages, queries })) {
    if (texts.ids.length === 0) {
      throw new UserError(
        `Expected collection "${name}" to have ${what} but found none. Check the files it was read from.`,
      );
    }
  }
  for (const splitName of SPLITS) {
    for (const query of split[splitName]) {
      const grades = qrels.get(queries.ids[query]);
      if (!grades || ![...grades.values()].some((grade) => grade > 0)) {
        throw new UserError(
          `Expected every query to have a relevant passage but query "${
            queries.ids[query]
          }" of split ${splitName} ` +
            `of collection "${name}" has none. Leave it out of the split, or judge a passage for it.`,
        );
      }
    }
  }
}
