/**
 * Checkpoints: folders with the weights, the optimiser's moments, and the log.
 *
 * One file, `state.json`, is written last and names the others, so that an interrupted write leaves the checkpoint
 * before it whole.
 */
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { messageOf, UserError, writeAtomically } from "../base/mod.ts";
import { readSafetensors, restoreWeights, storedWeights, writeSafetensors } from "../encoders/mod.ts";
import type { MutableTensor } from "../engine/mod.ts";
import type { AdamW } from "./adamw.ts";

/** What a checkpoint holds beside the moments, by name: the weights, and what else training changes. */
type Trained = ReadonlyMap<string, MutableTensor>;

export interface CheckpointOptions {
  /** The folder of the checkpoint. */
  folder: string;
  /** Steps between two checkpoints. */
  every: number;
}

/** Writes a checkpoint after the updates so far; `log` is any plain data. */
export async function saveCheckpoint(
  folder: string,
  trained: Trained,
  optimizer: AdamW,
  log: unknown,
): Promise<void> {
  const { steps, moments } = optimizer.state();
  const previous = existsSync(path.join(folder, "state.json")) ? await readState(folder) : undefined;
  const file = `step-${steps}.safetensors`;
  await writeSafetensors(
    path.join(folder, file),
    await storedWeights(new Map<string, MutableTensor>([...trained, ...moments])),
  );
  await writeAtomically(path.join(folder, "state.json"), JSON.stringify({ steps, file, log }));
  if (previous && previous.file !== file) await rm(path.join(folder, previous.file), { force: true });
}

/**
 * Restores weights and moments from a checkpoint.
 *
 * @returns The updates taken and the log, or undefined where there is no checkpoint.
 * @throws UserError where the checkpoint is damaged.
 */
export async function restoreCheckpoint<Log>(
  folder: string,
  trained: Trained,
  optimizer: AdamW,
): Promise<{ steps: number; log: Log } | undefined> {
  if (!existsSync(path.join(folder, "state.json"))) return undefined;
  const { steps, file, log } = await readState(folder);
  const stored = await readSafetensors(path.join(folder, file));
  restoreWeights(
    new Map<string, MutableTensor>([...trained, ...optimizer.state().moments]),
    stored,
    path.join(folder, file),
  );
  optimizer.resume(steps);
  return { steps, log: log as Log };
}

async function readState(folder: string): Promise<{ steps: number; file: string; log: unknown }> {
  const file = path.join(folder, "state.json");
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new UserError(
      `Expected a checkpoint's state in ${file} but: ${messageOf(error)}. Delete ${folder} to start again.`,
    );
  }
}
