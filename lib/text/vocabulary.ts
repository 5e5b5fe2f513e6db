/** Vocabularies and merges of files, checked. */
import { UserError } from "../base/mod.ts";

/**
 * The pieces by id, from pairs of piece and id; a pair may occur twice.
 *
 * @throws UserError where ids are missing, repeated or not numbers.
 */
export function vocabularyOfEntries(entries: readonly [string, unknown][], file: string): string[] {
  const size = new Set(entries.map(([piece]) => piece)).size;
  const vocabulary: string[] = new Array(size);
  for (const [piece, id] of entries) {
    if (
      typeof piece !== "string" || !(typeof id === "number" && Number.isInteger(id) && id >= 0 && id < size)
    ) {
      throw new UserError(
        `Expected ids from 0 to ${size - 1} for the ${size} pieces in ${file} but found ${id} for ` +
          `${JSON.stringify(piece)}. Fetch the file again.`,
      );
    }
    if (vocabulary[id] !== undefined && vocabulary[id] !== piece) {
      throw new UserError(
        `Expected a different id for each piece in ${file} but found ${id} for both ` +
          `${JSON.stringify(vocabulary[id])} and ${JSON.stringify(piece)}. Fetch the file again.`,
      );
    }
    vocabulary[id] = piece;
  }
  return vocabulary;
}

/**
 * The pieces by id, from a text with one a line.
 *
 * @throws UserError where a piece occurs twice.
 */
export function vocabularyOfLines(text: string, file: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const seen = new Map<string, number>();
  lines.forEach((piece, i) => {
    if (seen.has(piece)) {
      throw new UserError(
        `Expected each piece once in ${file} but found ${JSON.stringify(piece)} in line ${
          seen.get(piece)! + 1
        } ` +
          `and again in line ${i + 1}. Fetch the file again.`,
      );
    }
    seen.set(piece, i);
  });
  return lines;
}

/**
 * The pairs of a `merges.txt`: two pieces a line, after a line with the format's version.
 *
 * @throws UserError with the line that has another form.
 */
export function mergesOfLines(text: string, file: string): [string, string][] {
  const merges: [string, string][] = [];
  text.split(/\r?\n/).forEach((line, i) => {
    if (line === "" || line.startsWith("#version")) return;
    merges.push(pairOf(line, `${file}, line ${i + 1}`));
  });
  return merges;
}

/**
 * The pairs of `merges` in a `tokenizer.json`: lists of two, or, in older ones, strings with a space.
 *
 * @throws UserError where an entry is neither.
 */
export function mergesOfJson(merges: unknown, file: string): [string, string][] {
  if (!Array.isArray(merges)) {
    throw new UserError(`Expected a list of pairs at "model.merges" in ${file}. Fetch the file again.`);
  }
  return merges.map((pair, i) => {
    if (Array.isArray(pair) && pair.length === 2 && pair.every((piece) => typeof piece === "string")) {
      return pair as [string, string];
    }
    return pairOf(pair, `"model.merges" of ${file}, entry ${i + 1}`);
  });
}

function pairOf(text: unknown, where: string): [string, string] {
  const pieces = typeof text === "string" ? text.split(" ") : [];
  if (pieces.length === 2 && pieces[0] !== "" && pieces[1] !== "") return pieces as [string, string];
  throw new UserError(
    `Expected two pieces with a space between them but found ${JSON.stringify(text)} in ${where}. ` +
      `Fetch the file again.`,
  );
}
