/** Embeddings on disk: Arrow IPC files with the columns `id` and `embedding`, a list of fixed size. */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import * as arrow from "apache-arrow";
import { UserError, writeAtomically } from "../base/mod.ts";
import { readTable, vectorOfStrings } from "./arrow.ts";

/** Embeddings with the ids of their texts. */
export interface Embeddings {
  readonly ids: string[];
  /** `[N * D]` */
  readonly vectors: Float32Array;
  /** `D` */
  readonly width: number;
}

/** Writes embeddings as a file of one record batch, whole or not at all. */
export async function writeEmbeddings(file: string, embeddings: Embeddings): Promise<void> {
  await writeAtomically(file, arrow.tableToIPC(tableOf(embeddings), "file"));
}

/**
 * Joins files of embeddings into one, in order, a record batch for each; no more than one of them is in memory.
 *
 * @param file The path of the result, which appears when it is complete.
 * @param parts Paths of files that `writeEmbeddings` wrote, of one width; at least one.
 * @param metadata What the file says about its making, in its schema.
 */
export async function joinEmbeddings(
  file: string,
  parts: readonly string[],
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  const target = openSync(temporary, "w");
  try {
    const writer = new arrow.RecordBatchFileWriter<Columns>();
    const { fields } = (await readTable(parts[0])).schema as arrow.Schema<Columns>;
    writer.reset(new FileSink(target), new arrow.Schema<Columns>(fields, new Map(Object.entries(metadata))));
    for (const part of parts) {
      for (const batch of (await readTable(part)).batches) writer.write(batch as arrow.RecordBatch<Columns>);
    }
    writer.finish();
    await rename(temporary, file);
  } finally {
    closeSync(target);
    await rm(temporary, { force: true });
  }
}

/**
 * Reads embeddings a record batch at a time, so that the file may be larger than memory.
 *
 * @throws UserError where the file is missing or is none of embeddings.
 */
export async function* readEmbeddings(file: string): AsyncGenerator<Embeddings> {
  const handle = await open(file).catch(() => {
    throw new UserError(
      `Expected embeddings at ${file} but found no such file. \`deno task encode\` makes it.`,
    );
  });
  try {
    const reader = await arrow.RecordBatchReader.from(handle);
    for await (const batch of reader) {
      const ids = batch.getChild("id"), embedding = batch.getChild("embedding");
      const values = embedding?.data[0]?.children[0]?.values;
      if (
        !ids || !embedding || !arrow.DataType.isFixedSizeList(embedding.type) ||
        !(values instanceof Float32Array)
      ) {
        throw new UserError(
          `Expected the columns id and embedding, a fixed-size list of float32, in ${file} but found ` +
            `${batch.schema.fields.map((field) => `${field.name}: ${field.type}`).join(", ")}`,
        );
      }
      const width = embedding.type.listSize;
      yield {
        ids: Array.from({ length: batch.numRows }, (_, i) => ids.get(i) as string),
        vectors: values.subarray(0, batch.numRows * width),
        width,
      };
    }
  } finally {
    await handle.close();
  }
}

/** What a file of embeddings says about its making; undefined where it is no such file. */
export async function embeddingsMetadata(file: string): Promise<Record<string, string> | undefined> {
  const handle = await open(file).catch(() => undefined);
  try {
    const reader = handle && await (await arrow.RecordBatchReader.from(handle)).open();
    return reader && Object.fromEntries(reader.schema.metadata);
  } catch {
    return undefined;
  } finally {
    await handle?.close().catch(() => {});
  }
}

type Columns = { id: arrow.Utf8; embedding: arrow.FixedSizeList<arrow.Float32> };

function tableOf({ ids, vectors, width }: Embeddings): arrow.Table<Columns> {
  const item = new arrow.Field("item", new arrow.Float32(), false);
  const child = arrow.makeData({ type: item.type, length: vectors.length, nullCount: 0, data: vectors });
  const type = new arrow.FixedSizeList(width, item);
  const embedding = arrow.makeVector(arrow.makeData({ type, length: ids.length, nullCount: 0, child }));
  return new arrow.Table({ id: vectorOfStrings(ids), embedding }) as arrow.Table<Columns>;
}

/** Puts what a writer gives into a file at once; arrow's own streams keep all of it until the file is written. */
class FileSink extends arrow.AsyncByteQueue {
  #file: number;

  constructor(file: number) {
    super();
    this.#file = file;
  }

  override write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
  }
}
