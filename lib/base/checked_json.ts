/**
 * JSON files with a checksum, for what the project writes for itself: `{"crc32":"…","content":…}`.
 *
 * Numbers that JSON lacks come back: NaN, the infinities and -0 are written as `{"$number":"NaN"}`.
 */
import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { CHECKSUM_DIGITS, checksumAround, NO_CHECKSUM } from "./checksum.ts";
import { messageOf, UserError } from "./errors.ts";
import { writeAtomically } from "./files.ts";

const HEAD = '{"crc32":"';
const NUMBER = "$number";

/**
 * Writes plain data, whole or not at all.
 *
 * @throws TypeError for a typed array, a map or a set, which JSON would change.
 */
export async function writeCheckedJson(file: string, content: unknown): Promise<void> {
  const bytes = Buffer.from(`${HEAD}${NO_CHECKSUM}","content":${JSON.stringify(content, plain) ?? null}}`);
  bytes.write(checksumAround(bytes, HEAD.length), HEAD.length);
  await writeAtomically(file, bytes);
}

/**
 * Reads what `writeCheckedJson` wrote.
 *
 * @throws UserError where the file is missing, damaged, or has no checksum; the message says what to do only by what it
 *   found, so that the caller adds it.
 */
export async function readCheckedJson<T>(file: string): Promise<T> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new UserError(`Expected ${file} but could not read it: ${messageOf(error)}`);
  }
  const head = bytes.toString("latin1", 0, HEAD.length);
  if (head !== HEAD) {
    throw new UserError(
      `Expected a checksum but found ${bytes.length} bytes that start with another text in ${file}`,
    );
  }
  const stored = bytes.toString("latin1", HEAD.length, HEAD.length + CHECKSUM_DIGITS);
  const found = checksumAround(bytes, HEAD.length);
  if (stored !== found) {
    throw new UserError(
      `Expected the checksum ${JSON.stringify(stored)} but found ${found} in ${file}: it is damaged`,
    );
  }
  return JSON.parse(bytes.toString(), revived).content;
}

// `JSON.stringify` calls it on the object that holds the value.
function plain(this: unknown, _key: string, value: unknown): unknown {
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { [NUMBER]: Object.is(value, -0) ? "-0" : `${value}` };
  }
  if (ArrayBuffer.isView(value) || value instanceof Map || value instanceof Set) {
    throw new TypeError(`Expected plain data but found ${value.constructor.name}`);
  }
  return value;
}

function revived(_key: string, value: unknown): unknown {
  const number = (value as Record<string, unknown> | null)?.[NUMBER];
  return typeof number === "string" ? Number(number) : value;
}
