/** Token lists on disk: an Arrow IPC file with the column `ids`, a list of int32 a text. */
import * as arrow from "apache-arrow";
import { type TokenBatch, UserError } from "../base/mod.ts";
import { readTable, writeTable } from "./arrow.ts";

/**
 * Writes a packed batch with a checksum, whole or not at all.
 *
 * @throws RangeError where the offsets do not divide the ids, as where there are more than 32 bits count.
 */
export async function writeTokens(file: string, { ids, offsets }: TokenBatch): Promise<void> {
  const ascends = offsets.every((offset, i) => i === 0 ? offset === 0 : offset >= offsets[i - 1]);
  if (!ascends || offsets.at(-1) !== ids.length) {
    throw new RangeError(`Expected offsets that ascend from 0 to ${ids.length} but found others`);
  }
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
  await writeTable(file, new arrow.Table({ ids: arrow.makeVector(list) }));
}

/**
 * Reads a packed batch that `writeTokens` wrote.
 *
 * @throws UserError where the file is missing, damaged, without a checksum, or has another layout.
 */
export async function readTokens(file: string): Promise<TokenBatch> {
  const column = (await readTable(file, { checked: true })).getChild("ids");
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
