/** Writes Arrow files that are larger than memory. */
import { Buffer } from "node:buffer";
import * as arrow from "apache-arrow";
import { startChecksum, writeWhole } from "../base/mod.ts";
import { addChecksum } from "./arrow_checksum.ts";

/**
 * Writes record batches as an uncompressed Arrow IPC file with a checksum, whole or not at all; no more than one of them is
 * in memory.
 *
 * @param batches Is called again where the file has to be started again, as where its folder vanished meanwhile.
 * @throws UserError where the file cannot be written; what the batches throw.
 */
export async function writeBatches(
  file: string,
  schema: arrow.Schema,
  batches: () => AsyncIterable<arrow.RecordBatch>,
): Promise<void> {
  await writeWhole(file, async (write) => {
    const writer = new arrow.RecordBatchFileWriter();
    const pieces = new Pieces();
    const checksum = startChecksum();
    writer.reset(pieces, schema);
    for await (const batch of batches()) {
      writer.write(batch);
      for (const bytes of pieces.take()) {
        checksum.update(bytes);
        await write(bytes);
      }
    }
    writer.finish();
    // The end, with the footer, is written with the checksum.
    await write(addChecksum(Buffer.concat(pieces.take()), checksum));
  });
}

/** Hands over what was written since the last time; arrow's own streams keep all of it in memory until the end. */
class Pieces extends arrow.AsyncByteQueue {
  #pieces: Uint8Array[] = [];

  override write(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
  }

  take(): Uint8Array[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }
}
