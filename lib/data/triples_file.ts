/** Training triples as files that other tools read: TSV of ids, as MS MARCO's `qidpidtriples`, or Arrow. */
import path from "node:path";
import {
  eachLine,
  type Line,
  lineText,
  Positions,
  type Texts,
  type Triples,
  UserError,
  writePieces,
} from "../base/mod.ts";
import { readArrow, writeArrow } from "./arrow.ts";
import { decodedOnce } from "./ms_marco/encoding.ts";
import { TripleRows } from "./triple_rows.ts";

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
 * @param file `.arrow`, else TSV, plain, gzipped, or in a tar of its name: of ids, or of the texts themselves, as MS
 *   MARCO's `triples.train.small.tsv`; the first line decides which.
 * @throws UserError where the file is missing or malformed, or names a query or passage that the collection lacks.
 */
export async function readTriples(file: string, texts: TripleTextsById): Promise<Triples> {
  const rows = new TripleRows();
  if (file.endsWith(".arrow")) {
    const { query, positive, negative } = await readArrow(file, SCHEMA);
    const add = adder(rows, byId(texts));
    query.forEach((id, i) => add([id, positive[i], negative[i]], () => `${file}, row ${i + 1}`));
    return rows.drain();
  }
  let add: ReturnType<typeof adder> | undefined;
  const take = (line: Line) => {
    const columns = lineText(line).split("\t");
    if (columns.length !== 3) {
      throw new UserError(
        `Expected three ids or texts between tabs (query, positive, negative) but found ${columns.length} columns in ` +
          `${line.file}, line ${line.number}. Correct that line.`,
      );
    }
    add ??= adder(rows, isOfTexts(columns[0], texts) ? byText(texts) : byId(texts));
    add(columns, () => `${line.file}, line ${line.number}`);
  };
  const tar = /^(.*)\.tar(?:\.gz)?$/.exec(path.basename(file));
  await eachLine(file, "triples", take, tar ? { member: `${tar[1]}.tsv` } : {});
  return rows.drain();
}

/** The position of an id or text; undefined where it is not there. */
interface Finders {
  query(said: string): number | undefined;
  passage(said: string): number | undefined;
}

function adder(rows: TripleRows, finders: Finders) {
  const find = (kind: keyof Finders, said: string, where: () => string): number => {
    const position = finders[kind](said);
    if (position !== undefined) return position;
    const shown = said.length > 80 ? `${said.slice(0, 80)}…` : said;
    throw new UserError(
      `Expected a ${kind} of the collection but found "${shown}" in ${where()}. Do the triples belong to this collection?`,
    );
  };
  return ([query, positive, negative]: readonly string[], where: () => string) =>
    rows.add(find("query", query, where), find("passage", positive, where), find("passage", negative, where));
}

function isOfTexts(query: string, { queries }: TripleTextsById): boolean {
  return !queries.ids.includes(query) && queries.texts.includes(query);
}

function byId({ queries, passages }: TripleTextsById): Finders {
  const known = { query: new Positions(queries.ids), passage: new Positions(passages.ids) };
  return { query: (id) => known.query.get(id), passage: (id) => known.passage.get(id) };
}

function byText({ queries, passages }: TripleTextsById): Finders {
  const known = { query: new Positions(queries.texts), passage: new Positions(passages.texts) };
  return {
    query: (text) => known.query.get(text),
    // MS MARCO's passages are corrected where they are read.
    passage: (text) => known.passage.get(text) ?? known.passage.get(decodedOnce(text)),
  };
}
