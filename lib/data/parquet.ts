/** Reads Parquet files, a row group at a time. */
import { open } from "node:fs/promises";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { messageOf, UserError, whyUnreadable } from "../base/mod.ts";

/** The values of some columns in rows that follow each other. */
export type ParquetColumns = Readonly<Record<string, readonly unknown[]>>;

/** hyparquet itself decompresses Snappy. */
const compressors = {
  GZIP: (bytes: Uint8Array) => gunzipSync(bytes),
  ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes),
  BROTLI: (bytes: Uint8Array) => brotliDecompressSync(bytes),
};

/**
 * The columns of a file that are asked for, a row group at a time: a group is in memory, the file is not.
 *
 * @param wanted By name; those whose value is false may be absent.
 * @throws UserError where the file cannot be read, is no whole Parquet file, or lacks a column.
 */
export async function* readParquet(
  file: string,
  wanted: Readonly<Record<string, boolean>>,
): AsyncGenerator<ParquetColumns> {
  const handle = await open(file).catch((error) => {
    throw new UserError(
      `Expected a Parquet file at ${file} but could not read it: ${whyUnreadable(file, error)}`,
    );
  });
  let row = 0;
  try {
    // Loaded on first need: most collections are no Parquet.
    const { parquetMetadataAsync, parquetReadObjects } = await import("hyparquet");
    const byteLength = (await handle.stat()).size;
    const source = {
      byteLength,
      async slice(start: number, end = byteLength) {
        const bytes = new Uint8Array(end - start);
        await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer;
      },
    };
    const metadata = await parquetMetadataAsync(source);
    const there = metadata.row_groups[0]?.columns.map(({ meta_data }) =>
      meta_data?.path_in_schema.join(".")
    ) ?? [];
    const missing = Object.keys(wanted).find((name) =>
      wanted[name] && there.length > 0 && !there.includes(name)
    );
    if (missing !== undefined) {
      throw new UserError(`Expected a column "${missing}" but found ${there.join(", ")} in ${file}.`);
    }
    const columns = Object.keys(wanted).filter((name) => there.includes(name));
    for (const { num_rows } of metadata.row_groups) {
      const rowEnd = row + Number(num_rows);
      const rows = await parquetReadObjects({
        file: source,
        metadata,
        columns,
        rowStart: row,
        rowEnd,
        compressors,
      });
      yield Object.fromEntries(columns.map((name) => [name, rows.map((each) => each[name])]));
      row = rowEnd;
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `Expected a whole Parquet file but could not read ${file} after row ${row}: ${
        messageOf(error)
      }. Get it again.`,
    );
  } finally {
    await handle.close();
  }
}
