/** Training triples as files that other tools read: TSV of ids, as MS MARCO's `qidpidtriples`, or Arrow. */
import {
  eachLine,
  lineText,
  Positions,
  type Texts,
  type Triples,
  UserError,
  writePieces,
} from "../base/mod.ts";
import { readArrow, writeArrow } from "./arrow.ts";

/** What a file of triples refers to by id. */
export interface TripleTextsById {
  readonly queries: Texts;
  readonly passages: Texts;
}

const SCHEMA = { query: "string", positive: "string", negative: "string" } as const;

/** Writes triples as lines `query positive negative` of ids, between tabs; gzipped where the file's name ends in `.gz`. */
export async function writeTriplesTSV(file: string, triples: Triples, texts: TripleTextsById): Promise<void> {
  const { query, positive, negative } = idsOf(triples, texts);
  await writePieces(file, function* () {
    for (let i = 0; i < query.length; i++) yield `${query[i]}\t${positive[i]}\t${negative[i]}\n`;
  });
}

/** Writes triples as an Arrow file with the columns `query`, `positive` and `negative`, ids all of them. */
export async function writeTriplesArrow(
  file: string,
  triples: Triples,
  texts: TripleTextsById,
): Promise<void> {
  await writeArrow(file, { ...idsOf(triples, texts) });
}

function idsOf(triples: Triples, { queries, passages }: TripleTextsById) {
  return {
    query: Array.from(triples.queries, (i) => queries.ids[i]),
    positive: Array.from(triples.positives, (i) => passages.ids[i]),
    negative: Array.from(triples.negatives, (i) => passages.ids[i]),
  };
}

/**
 * Reads triples of either format, as positions in a collection's texts.
 *
 * @param file `.arrow`, else TSV, plain or gzipped.
 * @throws UserError where the file is missing or malformed, or names a query or passage that the collection lacks.
 */
export async function readTriples(file: string, { queries, passages }: TripleTextsById): Promise<Triples> {
  const known = { query: new Positions(queries.ids), passage: new Positions(passages.ids) };
  const position = (kind: "query" | "passage", id: string, where: string) => {
    const found = known[kind].get(id);
    if (found !== undefined) return found;
    throw new UserError(
      `Expected a ${kind} of the collection but found "${id}" in ${where}. Do the triples belong to this collection?`,
    );
  };
  const rows: { queries: number[]; positives: number[]; negatives: number[] } = {
    queries: [],
    positives: [],
    negatives: [],
  };
  const add = (ids: readonly [string, string, string], where: string) => {
    rows.queries.push(position("query", ids[0], where));
    rows.positives.push(position("passage", ids[1], where));
    rows.negatives.push(position("passage", ids[2], where));
  };
  if (file.endsWith(".arrow")) {
    const { query, positive, negative } = await readArrow(file, SCHEMA);
    query.forEach((id, i) => add([id, positive[i], negative[i]], `${file}, row ${i + 1}`));
  } else {
    await eachLine(file, "triples", (line) => {
      const { number } = line;
      const ids = lineText(line).split("\t");
      if (ids.length !== 3) {
        throw new UserError(
          `Expected three ids between tabs (query, positive, negative) but found ${ids.length} columns in ${file}, ` +
            `line ${number}. Correct that line.`,
        );
      }
      add(ids as [string, string, string], `${file}, line ${number}`);
    });
  }
  return {
    queries: Int32Array.from(rows.queries),
    positives: Int32Array.from(rows.positives),
    negatives: Int32Array.from(rows.negatives),
  };
}
