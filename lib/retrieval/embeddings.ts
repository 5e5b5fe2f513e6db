/**
 * Embeddings on disk: Arrow IPC files of the columns `id` (string) and `embedding` (a fixed-size list of float32),
 * in record batches, so that a reader holds one batch and not the file. pyarrow and others read and write the same.
 *
 * Shapes: `n` texts of a batch, `D` width.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import * as arrow from "apache-arrow";
import { inCache, messageOf, type Texts, UserError, writeAtomically } from "../base/mod.ts";
import { type Encoder, encodeTexts } from "../encoders/mod.ts";
import { packTexts } from "../text/mod.ts";

/** Embeddings of some texts, in their order. */
export interface Embeddings {
  readonly ids: readonly string[];
  /** `[n * D]` */
  readonly vectors: Float32Array;
  /** `D` */
  readonly width: number;
}

/**
 * Writes embeddings, whole or not at all.
 *
 * @param options.batch Texts of a record batch, which a reader holds at once; default 8,192.
 * @throws RangeError where ids and vectors do not fit each other.
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
      arrow.vectorFromArray(ids.slice(start, start + length), new arrow.Utf8()).data[0],
      arrow.makeData({ type: schema.fields[1].type as arrow.FixedSizeList, length, nullCount: 0, child }),
    ];
    const data = arrow.makeData({ type: new arrow.Struct(schema.fields), length, nullCount: 0, children });
    batches.push(new arrow.RecordBatch(schema, data));
  }
  await writeAtomically(file, arrow.tableToIPC(new arrow.Table(schema, batches), "file"));
}

/**
 * Reads embeddings batch by batch.
 *
 * @throws UserError where the file is missing, cut short, or without the two columns.
 */
export async function* readEmbeddings(file: string): AsyncGenerator<Embeddings> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    throw new UserError(`Expected embeddings at ${file} but could not read it: ${messageOf(error)}`);
  }
  const bad = (found: string) =>
    new UserError(
      "Expected an Arrow file of columns id (string) and embedding (fixed-size list of float32) " +
        `but found ${found} in ${file}. It is truncated or of another layout: delete it and make it again.`,
    );
  try {
    const mark = new Uint8Array(6);
    const { size } = await handle.stat();
    await handle.read(mark, 0, 6, Math.max(0, size - 6));
    if (new TextDecoder().decode(mark) !== "ARROW1") throw bad(`${size} bytes without Arrow's last mark`);
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

export interface EmbedOptions {
  /** Tokens a text is cut at, special ones included. */
  readonly maxLength: number;
  /** Texts of a file; default 8,192. */
  readonly part?: number;
  /** Told how many texts are done, and how many of them were found on disk. */
  onProgress?(done: number, found: number): void;
}

/**
 * Embeds texts, part by part, each a file in the cache under the hash of what it depends on: the encoder's weights,
 * its configuration and pooling, and the texts' tokens. What is there is read and not computed again, so that an
 * interrupted run goes on.
 */
export async function* cachedEmbeddings(
  encoder: Encoder,
  { ids, texts }: Texts,
  { maxLength, part = 8192, onProgress }: EmbedOptions,
): AsyncGenerator<Embeddings> {
  const { width } = encoder;
  const encoderHash = await hashOf(encoder);
  let found = 0;
  for (let start = 0; start < texts.length; start += part) {
    const [partIds, partTexts] = [ids, texts].map((list) => list.slice(start, start + part));
    const tokens = packTexts(encoder.tokenizer, partTexts, { maxLength });
    const key = createHash("sha256").update(encoderHash).update(tokens.ids).update(tokens.offsets)
      .update(partIds.join("\n")).digest("hex").slice(0, 32);
    const file = inCache("embeddings", `${key}.arrow`);
    if (existsSync(file)) found += partIds.length;
    else {
      const onPart = (done: number) => onProgress?.(start + done, found);
      const vectors = await encodeTexts(encoder, partTexts, { maxLength, onProgress: onPart });
      await writeEmbeddings(file, { ids: partIds, vectors, width });
    }
    onProgress?.(start + partIds.length, found);
    yield* readEmbeddings(file);
  }
}

async function hashOf({ config, pooling, weights }: Encoder): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([config, pooling]));
  for (const [name, weight] of weights) hash.update(name).update(await weight.data() as Float32Array);
  return hash.digest("hex");
}
