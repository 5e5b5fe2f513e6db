/** Reads files of texts, a JSON object a line, as in BEIR's collections. */
import {
  type Line,
  lineBlocks,
  lineError,
  lineText,
  malformedLine,
  messageOf,
  type Texts,
} from "../base/mod.ts";

export interface TextLinesOptions {
  /** Texts in a chunk; default 20,000. */
  chunk?: number;
  /** Whether to refuse repeated ids, which takes the memory of all ids; default false. */
  unique?: boolean;
}

const RULE = 'an object with strings "_id" and "text", and "title" where there is one';

/**
 * Reads a file of texts in chunks, so that it may be larger than memory.
 *
 * @param file Lines `{"_id": "…", "text": "…"}`; a title is put before its text, with a space between. May be
 *   gzipped, whatever its name. Blank lines are skipped.
 * @throws UserError where the file cannot be read or is empty, or with the line that is malformed.
 */
export async function* readTextLines(file: string, options: TextLinesOptions = {}): AsyncGenerator<Texts> {
  const { chunk = 20_000, unique = false } = options;
  const seen = new Set<string>();
  let texts: { ids: string[]; texts: string[]; titleLengths?: number[] } = { ids: [], texts: [] };
  let full: Texts[] = [];
  const add = (line: Line) => {
    const { _id, title, text } = parse(line);
    if (unique && seen.size === seen.add(_id).size) {
      throw lineError(file, line.number, "every _id once", `"${_id}" again`);
    }
    if (title) texts.titleLengths ??= texts.ids.map(() => 0);
    texts.titleLengths?.push(title ? title.length + 1 : 0);
    texts.ids.push(_id);
    texts.texts.push(title ? `${title} ${text}` : text);
    if (texts.ids.length < chunk) return;
    full.push(texts);
    texts = { ids: [], texts: [] };
  };
  const what = "texts, a JSON object a line,";
  for await (const block of lineBlocks(file, what, { longest: Infinity })) {
    block(add);
    yield* full;
    full = [];
  }
  if (texts.ids.length > 0) yield texts;
}

function parse(line: Line): { _id: string; title?: string | null; text: string } {
  let value: Record<string, unknown> | null;
  try {
    value = JSON.parse(lineText(line));
  } catch (error) {
    throw lineError(line.file, line.number, RULE, `no JSON (${messageOf(error)})`);
  }
  const { _id, title, text } = value ?? {};
  if (
    typeof _id === "string" && _id !== "" && typeof text === "string" &&
    (title === undefined || title === null || typeof title === "string")
  ) return { _id, title, text };
  throw malformedLine(line, RULE);
}
