/** Reads files of texts, a JSON object a line, as in BEIR's collections. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { messageOf, type Texts, UserError } from "../base/mod.ts";

export interface TextLinesOptions {
  /** Texts in a chunk; default 20,000. */
  chunk?: number;
  /** Whether to refuse repeated ids, which takes the memory of all ids; default false. */
  unique?: boolean;
}

const RULE = 'an object with strings "_id" and "text", and "title" where there is one';
const LINE_FEED = 10;

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
  let texts: Texts = { ids: [], texts: [] };
  let some = false;
  for await (const { line, number } of lines(file)) {
    const { _id, title, text } = parse(line, `${file}, line ${number}`);
    if (unique && seen.size === seen.add(_id).size) {
      throw new UserError(`Expected every _id once but found "${_id}" again in ${file}, line ${number}`);
    }
    texts.ids.push(_id);
    texts.texts.push(title ? `${title} ${text}` : text);
    if (texts.ids.length < chunk) continue;
    yield texts;
    some = true;
    texts = { ids: [], texts: [] };
  }
  if (texts.ids.length > 0) yield texts;
  else if (!some) throw new UserError(`Expected a text a line in ${file} but found none`);
}

function parse(line: string, where: string): { _id: string; title?: string | null; text: string } {
  let value: Record<string, unknown> | null;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new UserError(
      `Expected ${RULE} but found no JSON in ${where}: ${messageOf(error)}. Correct that line.`,
    );
  }
  const { _id, title, text } = value ?? {};
  if (
    typeof _id === "string" && _id !== "" && typeof text === "string" &&
    (title === undefined || title === null || typeof title === "string")
  ) return { _id, title, text };
  const found = line.length > 80 ? `${line.slice(0, 80)}…` : line;
  throw new UserError(`Expected ${RULE} but found ${found} in ${where}. Correct that line.`);
}

/** Lines that are not blank, split only at line feeds: a JSON string may contain other separators. */
async function* lines(file: string): AsyncGenerator<{ line: string; number: number }> {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let number = 0;
  const decode = (bytes: Uint8Array) => {
    number++;
    try {
      return utf8.decode(bytes);
    } catch {
      throw new UserError(`Expected UTF-8 in ${file}, line ${number}. Save the file as UTF-8.`);
    }
  };
  let rest: Uint8Array[] = [];
  for await (const bytes of content(file)) {
    let start = 0;
    for (let end; (end = bytes.indexOf(LINE_FEED, start)) >= 0; start = end + 1) {
      const line = decode(joined(rest, bytes.subarray(start, end)));
      rest = [];
      if (line.trim() !== "") yield { line, number };
    }
    if (start < bytes.length) rest.push(bytes.slice(start));
  }
  const line = decode(joined(rest, new Uint8Array(0)));
  if (line.trim() !== "") yield { line, number };
}

function joined(before: Uint8Array[], last: Uint8Array): Uint8Array {
  if (before.length === 0) return last;
  const parts = [...before, last];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function* content(file: string): AsyncGenerator<Uint8Array> {
  try {
    const gzipped = await isGzipped(file);
    const source = createReadStream(file, { highWaterMark: 1 << 20 });
    if (!gzipped) return yield* source;
    const gunzip = createGunzip({ chunkSize: 1 << 20 });
    source.on("error", (error) => gunzip.destroy(error)).pipe(gunzip);
    yield* gunzip;
  } catch (error) {
    throw new UserError(`Expected texts, a JSON object a line, in ${file} but: ${messageOf(error)}`);
  }
}

async function isGzipped(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const magic = new Uint8Array(2);
    const { bytesRead } = await handle.read(magic, 0, 2, 0);
    return bytesRead === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
