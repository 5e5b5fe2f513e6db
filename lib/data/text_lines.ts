/** Reads files of texts, a JSON object a line, as in BEIR's collections. */
import {
  type Line,
  lineBlocks,
  lineError,
  lineText,
  malformedLine,
  messageOf,
  Positions,
  type Texts,
} from "../base/mod.ts";

export interface TextLinesOptions {
  /** Texts in a chunk; default 20,000. */
  chunk?: number;
  /** Whether to refuse repeated ids, which takes the memory of all ids; default false. */
  unique?: boolean;
}

/** Bytes of a line at most: a book of 10 million words. A file without line feeds would fill the memory. */
const LONGEST = 64 << 20;

const RULE = 'an object with strings "_id" and "text", and "title" where there is one';

/**
 * Reads a file of texts in chunks, so that it may be larger than memory.
 *
 * @param file Lines `{"_id": "…", "text": "…"}`; a title is put before its text, with a space between. May be
 *   gzipped, whatever its name. Blank lines are skipped.
 * @throws UserError where the file cannot be read or is empty, or with the line that is malformed or longer than 64 MiB.
 */
export async function* readTextLines(file: string, options: TextLinesOptions = {}): AsyncGenerator<Texts> {
  const { chunk = 20_000, unique = false } = options;
  const seen = new Positions();
  let texts: { ids: string[]; texts: string[]; titleLengths?: number[] } = { ids: [], texts: [] };
  let full: Texts[] = [];
  const add = (line: Line) => {
    const { _id, title, text } = parse(line);
    if (!_id.isWellFormed()) {
      // Written to a file, all of them would become the same character.
      throw lineError(file, line.number, "an _id of whole characters", `${JSON.stringify(_id)}, half a pair`);
    }
    if (unique && !seen.add(_id)) {
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
  for await (const block of lineBlocks(file, what, { longest: LONGEST })) {
    block(add);
    yield* full;
    full = [];
  }
  if (texts.ids.length > 0) yield texts;
}

function parse(line: Line): { _id: string; title?: string | null; text: string } {
  const content = lineText(line);
  let value: Record<string, unknown> | null;
  try {
    value = JSON.parse(withMarkedId(content));
  } catch {
    throw lineError(line.file, line.number, RULE, `no JSON (${whyNotJSON(content)})`);
  }
  const { title, text } = value ?? {};
  const _id = withoutMark(value?._id);
  if (
    typeof _id === "string" && _id !== "" && typeof text === "string" &&
    (title === undefined || title === null || typeof title === "string")
  ) return { _id, title, text };
  throw malformedLine(line, RULE);
}

/**
 * Stands before a numeric id while its line is parsed: 11 characters that no id begins with.
 *
 * `JSON.parse` puts strings of up to 10 characters into V8's table of strings. Numeric ids would fill one long stretch
 * of it, and slow down whatever handles short strings (see {@linkcode Positions}).
 */
const MARK = "\x7f".repeat(11);

/** In JSON, a quote inside a string follows a backslash, so that this matches the key alone. */
function withMarkedId(json: string): string {
  return json.replace(/("_id"\s*:\s*")(?=\d{1,10}")/g, `$1${MARK}`);
}

function withoutMark(id: unknown): unknown {
  return typeof id === "string" && id.startsWith(MARK) ? id.slice(MARK.length) : id;
}

function whyNotJSON(json: string): string {
  try {
    JSON.parse(json);
    return "";
  } catch (error) {
    return messageOf(error);
  }
}
