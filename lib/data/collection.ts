/** A collection as a folder of three Arrow files, and the checks that every collection passes. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Collection, Positions, type Qrels, type SplitName, UserError } from "../base/mod.ts";
import { readArrow, writeArrow } from "./arrow.ts";

const SPLITS: readonly SplitName[] = ["train", "dev", "test"];
/** The split of a query that belongs to none. */
const NO_SPLIT = -1;

/** Writes a collection into a folder: `passages.arrow`, `queries.arrow`, `qrels.arrow`. */
export async function writeCollection(folder: string, collection: Collection): Promise<void> {
  const { passages, queries, qrels } = collection;
  const splits = new Int8Array(queries.ids.length).fill(NO_SPLIT);
  SPLITS.forEach((name, i) => collection.split[name].forEach((query) => splits[query] = i));
  const positions = new Positions(passages.ids);
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

/** Whether a folder holds a whole collection. */
export function hasCollection(folder: string): boolean {
  return existsSync(path.join(folder, "queries.arrow"));
}

/**
 * Reads a collection that `writeCollection` wrote.
 *
 * @param name The collection's name.
 * @throws UserError where a file is missing, truncated, or has another layout.
 */
export async function readCollection(folder: string, name: string): Promise<Collection> {
  const [passages, queries, judged] = await Promise.all([
    readArrow(path.join(folder, "passages.arrow"), { id: "string", text: "string" }),
    readArrow(path.join(folder, "queries.arrow"), { id: "string", text: "string", split: "int8" }),
    readArrow(path.join(folder, "qrels.arrow"), { query: "int32", passage: "int32", grade: "int8" }),
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
