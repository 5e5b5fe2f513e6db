/** The recordings that are stored with the results. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { writeAtomically } from "../../base/mod.ts";
import { inResults } from "../../runs/mod.ts";
import { record, type RecordOptions } from "./record.ts";
import { parseRecordings, type Recordings, recordingsText } from "./recording.ts";

const FILE = "microscope.json";

/**
 * The stored recordings; undefined where there are none.
 *
 * @throws UserError where the file is damaged.
 */
export async function storedRecordings(): Promise<Recordings | undefined> {
  const file = inResults(FILE);
  return existsSync(file) ? parseRecordings(await readFile(file, "utf8"), file) : undefined;
}

/** Records with `tiny` on WordNet, in about a minute, and stores that. */
export async function recordAndStore(options: RecordOptions): Promise<void> {
  await writeAtomically(inResults(FILE), recordingsText(await record(options)));
}
