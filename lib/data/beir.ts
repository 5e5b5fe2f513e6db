/**
 * Texts in the layout of the BEIR collections: `corpus.jsonl` and `queries.jsonl`, an object a line.
 *
 * @see Thakur et al., BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models, 2021.
 */
import { createReadStream } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { messageOf, type Texts, UserError } from "../base/mod.ts";

const RULE = 'an object with strings "_id" and "text", and "title" where there is one';

/** Reads the passages of a folder: `corpus.jsonl`, the title before the text with a space between. */
export function readBeirPassages(folder: string): Promise<Texts> {
  return readTexts(path.join(folder, "corpus.jsonl"));
}

/** Reads the queries of a folder: `queries.jsonl`. */
export function readBeirQueries(folder: string): Promise<Texts> {
  return readTexts(path.join(folder, "queries.jsonl"));
}

/**
 * Reads texts with their ids, line by line.
 *
 * @throws UserError where the file is missing or empty, or names the line that is malformed or repeats an id.
 */
async function readTexts(file: string): Promise<Texts> {
  const ids: string[] = [], texts: string[] = [];
  const seen = new Set<string>();
  let number = 0;
  try {
    for await (
      const line of createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity })
    ) {
      number++;
      if (line.trim() === "") continue;
      const { _id: id, title = "", text } = parse(line, `${file}, line ${number}`);
      if (seen.has(id)) {
        throw new UserError(`Expected every _id once but found "${id}" again in ${file}, line ${number}`);
      }
      seen.add(id);
      ids.push(id);
      texts.push(title === "" ? text : `${title} ${text}`);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`Expected a BEIR file at ${file} but could not read it: ${messageOf(error)}`);
  }
  if (ids.length === 0) throw new UserError(`Expected a text a line in ${file} but found none`);
  return { ids, texts };
}

function parse(line: string, where: string): { _id: string; title?: string; text: string } {
  let value;
  try {
    value = JSON.parse(line.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new UserError(
      `Expected ${RULE} but found no JSON in ${where}: ${messageOf(error)}. Correct that line.`,
    );
  }
  const { _id, title, text } = value ?? {};
  const right = typeof _id === "string" && _id !== "" && typeof text === "string" &&
    (title === undefined || title === null || typeof title === "string");
  if (!right) {
    const found = line.length > 80 ? `${line.slice(0, 80)}…` : line;
    throw new UserError(`Expected ${RULE} but found ${found} in ${where}. Correct that line.`);
  }
  return { _id, text, title: title ?? "" };
}
