/** What encoding a file keeps and counts until it is done. */
import { statSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { isStream } from "../base/mod.ts";
import { embeddingsMetadata, isWholeArrow } from "../data/mod.ts";
import { forgetBatches } from "./kept_batches.ts";

/** How far a job is. The work is in tokens, as they take the time: the shortest texts come first. */
export interface Work {
  /** Share of the work that is done. */
  readonly share: number;
  /** Share of the work that was done before this call. */
  readonly found: number;
  /** Texts that were embedded before this call. */
  readonly foundTexts: number;
}

/** Looks whether an output is complete; a file is read again only when it has changed. */
export function doneCheck(output: string, key: string): () => Promise<boolean> {
  if (isStream(output)) return () => Promise.resolve(false);
  let state = "", done = false;
  return async () => {
    const { ino, size, mtimeMs } = statSync(output, { throwIfNoEntry: false }) ?? {};
    const now = `${ino} ${size} ${mtimeMs}`;
    if (now !== state) {
      done = await isWholeArrow(output) && (await embeddingsMetadata(output))?.key === key;
    }
    state = now;
    return done;
  };
}

/** The files that a job keeps until it is done. */
export function partsOf(folder: string, keys: readonly string[]) {
  const prefixOf = (key: string) => path.join(folder, key);
  const fileOf = (key: string) => `${prefixOf(key)}.arrow`;
  return {
    prefixOf,
    fileOf,
    /** Removes these files alone: the folder stays where it holds others. */
    async remove() {
      for (const key of keys) {
        await rm(fileOf(key), { force: true });
        await forgetBatches(prefixOf(key));
      }
      await rmdir(folder).catch(() => {});
    },
  };
}

/** Counts the work of the chunks that are done and of the present one. */
export function countWork(
  sizes: readonly number[],
  texts: number,
  tell?: (done: number, total: number, work: Work) => void,
) {
  // An empty shard has no work.
  const total = sizes.reduce((sum, size) => sum + size, 0) || 1;
  let work = 0, found = 0, done = 0, foundTexts = 0;
  const report = (moreWork: number, more: number) =>
    tell?.(done + more, texts, { share: (work + moreWork) / total, found: found / total, foundTexts });
  return {
    start() {
      [work, found, done, foundTexts] = [0, 0, 0, 0];
      report(0, 0);
    },
    found(at: number, texts: number, share: number) {
      found += share * sizes[at];
      foundTexts += texts;
      report(share * sizes[at], texts);
    },
    done: (at: number, texts: number, share: number) => report(share * sizes[at], texts),
    next(at: number, texts: number) {
      work += sizes[at];
      done += texts;
      report(0, 0);
    },
  };
}
