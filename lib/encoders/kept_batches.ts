/**
 * The batches of a long job of embedding that are done, kept in files until all are: an interrupted job goes on behind them.
 *
 * Each file holds some batches, one behind the other, and is named by the first: `PREFIX.from-12.arrow`.
 */
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { existsSync } from "node:fs";
import { UserError } from "../base/mod.ts";
import { readEmbeddings, writeEmbeddings } from "../data/mod.ts";

export interface KeepOptions {
  /**
   * What the files' paths begin with. It has to say what the embeddings come from: the encoder, the texts, the options.
   */
  readonly prefix: string | (() => Promise<string>);
  /** Whether something may be kept from earlier; default true. */
  readonly restore?: boolean;
  /** Milliseconds of work between two files; default 20,000. */
  readonly every?: number;
}

/** A list of batches, and the embeddings that they fill. */
export interface Batches {
  /** Positions of the texts of each batch. */
  readonly batches: readonly Int32Array[];
  /** `[N * D]` in the order of the texts. */
  readonly vectors: Float32Array;
  /** `D` */
  readonly width: number;
}

/** The prefix, which may take time to find, and is only found where it is needed. */
export async function prefixOf({ prefix }: KeepOptions): Promise<string> {
  return typeof prefix === "string" ? prefix : await prefix();
}

const fileOf = (prefix: string, first: number) => `${prefix}.from-${first}.arrow`;

/**
 * Fills in the embeddings of the batches that are kept.
 *
 * @returns How many batches, from the first on, are there.
 */
export async function restoreBatches(prefix: string, { batches, vectors, width }: Batches): Promise<number> {
  let next = 0;
  for (let file; next < batches.length && existsSync(file = fileOf(prefix, next));) {
    const end = await restoreFile(file, { batches: batches.slice(next), vectors, width });
    if (end === 0) break;
    next += end;
  }
  return next;
}

/** As `restoreBatches`, of one file that starts with the first batch; 0 where it is not made of these batches. */
async function restoreFile(file: string, { batches, vectors, width }: Batches): Promise<number> {
  const ids: string[] = [];
  const rows: Float32Array[] = [];
  try {
    for await (const part of readEmbeddings(file, { checked: true })) {
      if (part.width !== width) return 0;
      ids.push(...part.ids);
      for (let row = 0; row < part.ids.length; row++) {
        rows.push(part.vectors.subarray(row * width, (row + 1) * width));
      }
    }
  } catch (error) {
    // Damaged, or another process was done with it: these batches are embedded again.
    if (error instanceof UserError) return 0;
    throw error;
  }
  let end = 0, row = 0;
  while (row < ids.length && end < batches.length) {
    for (const position of batches[end]) if (ids[row++] !== `${position}`) return 0;
    end++;
  }
  if (row !== ids.length) return 0;
  ids.forEach((position, i) => vectors.set(rows[i], Number(position) * width));
  return end;
}

/** Keeps batches, from one to before another. */
export async function keepBatches(
  prefix: string,
  { batches, vectors, width }: Batches,
  [first, end]: readonly [number, number],
): Promise<void> {
  const positions = batches.slice(first, end).flatMap((batch) => [...batch]);
  const kept = new Float32Array(positions.length * width);
  positions.forEach((position, row) =>
    kept.set(vectors.subarray(position * width, (position + 1) * width), row * width)
  );
  await writeEmbeddings(fileOf(prefix, first), { ids: positions.map(String), vectors: kept, width });
}

/** Removes what is kept under a prefix, once it is no longer needed. */
export async function forgetBatches(prefix: string): Promise<void> {
  const folder = path.dirname(prefix);
  const start = `${path.basename(prefix)}.from-`;
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (name.startsWith(start)) await rm(path.join(folder, name), { force: true });
}
