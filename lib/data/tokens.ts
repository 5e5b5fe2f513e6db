/** Token lists on disk: an Arrow IPC file with the column `ids`, a list of int32 a text. */
import * as arrow from "apache-arrow";
import { type TokenBatch, UserError, writeAtomically } from "../base/mod.ts";
import { readTable } from "./arrow.ts";

/** Writes a packed batch, whole or not at all. */
export async function writeTokens(file: string, { ids, offsets }: TokenBatch): Promise<void> {
  const item = new arrow.Field("item", new arrow.Int32(), false);
  const child = arrow.makeData({ type: item.type, length: ids.length, nullCount: 0, data: ids });
  const type = new arrow.List(item);
  const list = arrow.makeData({
    type,
    length: offsets.length - 1,
    nullCount: 0,
    valueOffsets: offsets,
    child,
  });
  await writeAtomically(file, arrow.tableToIPC(new arrow.Table({ ids: arrow.makeVector(list) }), "file"));
}

/**
 * Reads a packed batch that `writeTokens` wrote.
 *
 * @throws UserError where the file is missing, truncated, or has another layout.
 */
export async function readTokens(file: string): Promise<TokenBatch> {
  const column = (await readTable(file)).getChild("ids");
  // A table without rows has no batches.
  if (column && column.length === 0) return { ids: new Int32Array(0), offsets: new Int32Array(1) };
  const list = column?.data[0];
  const ids = list?.children[0]?.values;
  if (!list || !arrow.DataType.isList(list.type) || !(ids instanceof Int32Array)) {
    throw new UserError(
      `Expected a column "ids", a list of int32, in ${file}. Another version wrote it: delete it.`,
    );
  }
  const offsets = (list.valueOffsets as Int32Array).subarray(0, list.length + 1);
  return { ids: ids.subarray(0, offsets[list.length]), offsets };
}
