/**
 * Embeddings on disk: Arrow IPC files of the columns `id` (string) and `embedding` (a fixed-size list of float32),
 * in record batches, so that a reader needs memory for one batch, not for the file. pyarrow and others can read them.
 * Each carries a checksum, which is verified before it is read.
 */
import { type FileHandle, open } from "node:fs/promises";
import * as arrow from "apache-arrow";
import { messageOf, UserError } from "../base/mod.ts";
import { type ReadArrowOptions, readTable, vectorOfStrings, writeTable } from "./arrow.ts";
import { checkWhole } from "./arrow_whole.ts";
import { writeBatches } from "./arrow_stream.ts";

/** Embeddings with the ids of their texts. */
export interface Embeddings {
  readonly ids: readonly string[];
  /** `[N * D]` */
  readonly vectors: Float32Array;
  /** `D` */
  readonly width: number;
}

/**
 * Writes embeddings, whole or not at all.
 *
 * @param options.batch Texts of a record batch, which a reader has in memory at once; default 8,192.
 * @throws RangeError where ids and vectors differ in number.
 *
 * @example Embeddings come back in batches
 * ```ts
 * import assert from "node:assert/strict";
 * const file = `${await Deno.makeTempDir()}/embeddings.arrow`;
 * const vectors = Float32Array.of(1, 0, 0, 1, 0.5, 0.5);
 * await writeEmbeddings(file, { ids: ["a", "b", "c"], vectors, width: 2 }, { batch: 2 });
 * const batches = await Array.fromAsync(readEmbeddings(file));
 * assert.deepEqual(batches.map(({ ids }) => ids), [["a", "b"], ["c"]]);
 * assert.deepEqual([...batches[1].vectors], [0.5, 0.5]);
 * ```
 */
export async function writeEmbeddings(
  file: string,
  { ids, vectors, width }: Embeddings,
  { batch = 8192 }: { batch?: number } = {},
): Promise<void> {
  if (ids.length * width !== vectors.length) {
    throw new RangeError(
      `Expected ${ids.length} vectors of width ${width} but found ${vectors.length} numbers`,
    );
  }
  const value = new arrow.Field("item", new arrow.Float32(), false);
  const schema = new arrow.Schema([
    new arrow.Field("id", new arrow.Utf8(), false),
    new arrow.Field("embedding", new arrow.FixedSizeList(width, value), false),
  ]);
  const batches: arrow.RecordBatch[] = [];
  for (let start = 0; start < ids.length; start += batch) {
    const length = Math.min(batch, ids.length - start);
    const numbers = vectors.subarray(start * width, (start + length) * width);
    const child = arrow.makeData({ type: value.type, length: numbers.length, nullCount: 0, data: numbers });
    const children = [
      vectorOfStrings(ids.slice(start, start + length)).data[0],
      arrow.makeData({ type: schema.fields[1].type as arrow.FixedSizeList, length, nullCount: 0, child }),
    ];
    const data = arrow.makeData({ type: new arrow.Struct(schema.fields), length, nullCount: 0, children });
    batches.push(new arrow.RecordBatch(schema, data));
  }
  await writeTable(file, new arrow.Table(schema, batches));
}

/**
 * Joins files of embeddings into one, in order, a record batch for each; no more than one of them is in memory.
 *
 * @param file The path of the result, which appears when it is complete.
 * @param parts Paths of files that `writeEmbeddings` wrote, of one width; at least one.
 * @param metadata Facts about how the file was made, stored in its schema.
 * @throws UserError where a part is missing or damaged.
 */
export async function joinEmbeddings(
  file: string,
  parts: readonly string[],
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  const checked = { checked: true };
  const { fields } = (await readTable(parts[0], checked)).schema;
  await writeBatches(file, new arrow.Schema(fields, new Map(Object.entries(metadata))), async function* () {
    for (const part of parts) yield* (await readTable(part, checked)).batches;
  });
}

/**
 * Reads embeddings a record batch at a time, so that the file may be larger than memory.
 *
 * @throws UserError where the file is missing, damaged, or lacks one of the two columns.
 */
export async function* readEmbeddings(
  file: string,
  { checked = false }: ReadArrowOptions = {},
): AsyncGenerator<Embeddings> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    throw new UserError(`Expected embeddings at ${file} but could not read it: ${messageOf(error)}`);
  }
  const bad = (found: string) =>
    new UserError(
      "Expected an Arrow file of columns id (string) and embedding (fixed-size list of float32) " +
        `but found ${found} in ${file}. It is truncated, damaged or of another layout: delete it and make it again.`,
    );
  try {
    await checkWhole(handle, { checked, bad });
    const reader = await arrow.RecordBatchReader.from(
      handle as unknown as Parameters<typeof arrow.RecordBatchReader.from>[0],
    );
    await reader.open();
    const type = reader.schema.fields.find(({ name }) => name === "embedding")?.type;
    const hasIds = reader.schema.fields.some(({ name, type }) =>
      name === "id" && arrow.DataType.isUtf8(type)
    );
    if (
      !type || !hasIds || !arrow.DataType.isFixedSizeList(type) || String(type.children[0].type) !== "Float32"
    ) {
      throw bad(`columns ${reader.schema.fields.map(({ name, type }) => `${name} (${type})`).join(", ")}`);
    }
    const width = type.listSize;
    for await (const batch of reader) {
      const [list] = batch.getChild("embedding")!.data;
      const values = list.children[0].values as Float32Array;
      const start = list.offset * width;
      const ids = batch.getChild("id")!;
      yield {
        ids: Array.from({ length: batch.numRows }, (_, i) => ids.get(i) as string),
        vectors: values.subarray(start, start + batch.numRows * width),
        width,
      };
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw bad(messageOf(error));
  } finally {
    await handle.close().catch(() => {});
  }
}

/** The metadata of a file of embeddings that the project wrote; undefined where it is not such a file, or damaged. */
export async function embeddingsMetadata(file: string): Promise<Record<string, string> | undefined> {
  const handle = await open(file).catch(() => undefined);
  try {
    if (handle) await checkWhole(handle, { checked: true, bad: (found) => new UserError(found) });
    const reader = handle && await (await arrow.RecordBatchReader.from(handle)).open();
    return reader && Object.fromEntries(reader.schema.metadata);
  } catch {
    return undefined;
  } finally {
    await handle?.close().catch(() => {});
  }
}
