/**
 * Texts on disk that are too many for JavaScript's strings: an Arrow IPC file in record batches, of which a text is decoded
 * when it is asked for.
 *
 * Columns are `id`, `text` and `title`, the characters of its title (int32); where the ids are 0, 1, 2 and so on, `text` alone.
 * The file carries a checksum, which is verified when it is opened. Then it is mapped into memory, so that texts take none of
 * JavaScript's heap, and the system keeps in memory what is used.
 */
import { Buffer } from "node:buffer";
import { type FileHandle, open } from "node:fs/promises";
import * as arrow from "apache-arrow";
import {
  type FileBytes,
  lazyList,
  messageOf,
  openBytes,
  type Texts,
  UserError,
  whyUnreadable,
} from "../base/mod.ts";
import { vectorOfStrings } from "./arrow.ts";
import { type BatchExtents, checkBounds, type Extent } from "./arrow_bounds.ts";
import { readBytes } from "./arrow_checksum.ts";
import { writeBatches } from "./arrow_stream.ts";
import { checkWhole } from "./arrow_whole.ts";

const text = new arrow.Field("text", new arrow.Utf8(), false);
/** Of texts with ids of their own. */
const WITH_IDS = new arrow.Schema([
  new arrow.Field("id", new arrow.Utf8(), false),
  text,
  new arrow.Field("title", new arrow.Int32(), false),
]);
/** Of texts whose ids count from 0. */
const COUNTED = new arrow.Schema([text]);
/** Buffers of the columns: a column of strings has three, one of numbers two; the first says what is null. */
const BUFFERS = { id: 1, text: 4, title: 7, countedText: 1 };

/**
 * Writes texts, whole or not at all; no more than a chunk of them is in memory.
 *
 * @param chunks Texts in order; each chunk becomes a record batch. Is called again where the file has to be started again.
 * @param options.counted Whether the ids are 0, 1, 2 and so on; default false.
 * @throws UserError where the file cannot be written, or a text is not well-formed; what the chunks throw.
 */
export async function writeTextsFile(
  file: string,
  chunks: () => AsyncIterable<Texts>,
  { counted = false }: { counted?: boolean } = {},
): Promise<void> {
  const schema = counted ? COUNTED : WITH_IDS;
  await writeBatches(file, schema, async function* () {
    for await (const { ids, texts, titleLengths } of chunks()) {
      const strings = (counted ? [texts] : [ids, texts]).map((list) => vectorOfStrings(list).data[0]);
      const titles = Int32Array.from(titleLengths ?? new Int32Array(counted ? 0 : ids.length));
      const children = counted ? strings : [...strings, arrow.makeVector(titles).data[0]];
      const type = new arrow.Struct(schema.fields);
      yield new arrow.RecordBatch(
        schema,
        arrow.makeData({ type, length: texts.length, nullCount: 0, children }),
      );
    }
  });
}

/**
 * Opens a file that `writeTextsFile` wrote. Its texts stay readable until the process ends.
 *
 * @param options.map Whether the file is mapped where that can be done; default true. Else texts are read from their place.
 * @throws UserError where it is missing, damaged, or of another layout.
 *
 * @example What was written comes back
 * ```ts
 * import assert from "node:assert/strict";
 * const file = `${await Deno.makeTempDir()}/texts.arrow`;
 * await writeTextsFile(file, async function* () {
 *   yield { ids: ["a", "b"], texts: ["a red fox", "a hën"] };
 * });
 * const { ids, texts } = await openTextsFile(file);
 * assert.deepEqual([ids[1], texts[1]], ["b", "a hën"]);
 * ```
 */
export async function openTextsFile(file: string, { map = true }: { map?: boolean } = {}): Promise<Texts> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    throw new UserError(`Expected texts at ${file} but could not read it: ${whyUnreadable(file, error)}`);
  }
  const bad = (found: string) =>
    new UserError(
      `Expected an Arrow file of texts but found ${found} in ${file}. It is truncated, damaged or of another layout: ` +
        "delete it and make it again.",
    );
  try {
    await checkWhole(handle, { checked: true, bad });
    const { size } = await handle.stat();
    const batches = await checkBounds((start, length) => readBytes(handle, start, length), size);
    const { schema } = await (await arrow.RecordBatchReader.from(handle)).open();
    const layout = [WITH_IDS, COUNTED].find((each) => String(each) === String(schema));
    if (!layout) {
      throw bad(`columns ${schema.fields.map(({ name, type }) => `${name} (${type})`).join(", ")}`);
    }
    const bytes = openBytes(file, { map });
    return layout === COUNTED ? countedTexts(bytes, batches) : textsWithIds(bytes, batches);
  } catch (error) {
    throw error instanceof UserError ? error : bad(messageOf(error));
  } finally {
    await handle.close().catch(() => {});
  }
}

function countedTexts(file: FileBytes, batches: readonly BatchExtents[]): Texts {
  const texts = strings(file, batches, BUFFERS.countedText);
  return { ids: lazyList(texts.length, String), texts };
}

function textsWithIds(file: FileBytes, batches: readonly BatchExtents[]): Texts {
  const texts = strings(file, batches, BUFFERS.text);
  const lengths = new Int32Array(texts.length);
  let at = 0;
  for (const { rows, buffers } of batches) {
    lengths.set(numbers(file, buffers[BUFFERS.title], rows), at);
    at += rows;
  }
  const titled = lengths.some((length) => length > 0);
  return {
    ids: strings(file, batches, BUFFERS.id),
    texts,
    ...(titled && { titleLengths: lazyList(lengths.length, (i) => lengths[i]) }),
  };
}

/**
 * A column of strings.
 *
 * @param first The column's buffer of offsets; that of bytes follows it.
 */
function strings(file: FileBytes, batches: readonly BatchExtents[], first: number): readonly string[] {
  const starts = new Float64Array(batches.length + 1);
  batches.forEach(({ rows }, i) => starts[i + 1] = starts[i] + rows);
  const offsets = batches.map(({ rows, buffers }) => numbers(file, buffers[first], rows + 1));
  const data = batches.map(({ buffers }) => buffers[first + 1]);
  const at = (position: number) => {
    // The last batch that does not start behind the position.
    let batch = 0;
    for (let behind = batches.length; behind - batch > 1;) {
      const middle = (batch + behind) >>> 1;
      if (starts[middle] <= position) batch = middle;
      else behind = middle;
    }
    const row = position - starts[batch], start = offsets[batch][row], end = offsets[batch][row + 1];
    return asBuffer(file.bytes(data[batch].start + start, end - start)).toString();
  };
  function* all() {
    for (let batch = 0; batch < batches.length; batch++) {
      const { start, length } = data[batch];
      const bytes = asBuffer(file.bytes(start, length));
      for (let row = 0; row < batches[batch].rows; row++) {
        yield bytes.toString("utf8", offsets[batch][row], offsets[batch][row + 1]);
      }
      file.release(start, length);
    }
  }
  return lazyList(starts[batches.length], at, all);
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

function numbers(file: FileBytes, { start }: Extent, count: number): Int32Array {
  const { buffer, byteOffset } = file.bytes(start, 4 * count);
  return new Int32Array(buffer, byteOffset, count);
}
