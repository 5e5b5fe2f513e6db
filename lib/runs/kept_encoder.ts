/** The trained encoder of a run, kept where that is asked for: what is stored of a run are else its numbers alone. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { replaceFolder, temporaryName } from "../base/mod.ts";
import { inResults } from "./store.ts";

/** Where the encoder of a run is kept: a folder that `loadEncoder` and sentence-transformers read. */
export function encoderOfRun(hash: string): string {
  return inResults("local", "encoders", hash);
}

/** Whether it is kept. */
export function hasEncoder(hash: string): boolean {
  return existsSync(encoderOfRun(hash));
}

/**
 * Keeps the encoder of a run, whole or not at all.
 *
 * @param save Writes it into a folder.
 */
export async function keepEncoder(hash: string, save: (folder: string) => Promise<void>): Promise<void> {
  const folder = encoderOfRun(hash);
  const temporary = temporaryName(folder);
  try {
    await save(temporary);
    await replaceFolder(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
