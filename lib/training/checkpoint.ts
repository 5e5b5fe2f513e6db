/**
 * Checkpoints: folders with the weights, the optimiser's moments, the log, and what all that belongs to.
 *
 * One file, `state.json`, is written last and names the others, so that an interrupted write leaves the checkpoint
 * before it whole. Both files carry a checksum.
 */
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import {
  differing,
  type Identity,
  messageOf,
  readCheckedJson,
  UserError,
  writeCheckedJson,
} from "../base/mod.ts";
import { restoreWeights, storedWeights, writeSafetensors } from "../encoders/mod.ts";
import type { MutableTensor } from "../engine/mod.ts";
import type { AdamW } from "./adamw.ts";

/** What a checkpoint holds beside the moments, by name: the weights, and what else training changes. */
type Trained = ReadonlyMap<string, MutableTensor>;

/** What is stored and restored. */
interface Parts {
  trained: Trained;
  optimizer: AdamW;
}

export interface CheckpointOptions {
  /** The folder of the checkpoint. */
  folder: string;
  /** Steps between two checkpoints. */
  every: number;
  /** What the training depends on besides its own options: plain data, such as what stands for the loss. */
  of?: Identity;
  /** What is done where the folder holds a checkpoint of another training; default "refuse". */
  ifOther?: "refuse" | "start over";
  /** What is done where the checkpoint is damaged; default "refuse". */
  ifDamaged?: "refuse" | "start over";
}

/** What `state.json` holds. */
interface CheckpointState {
  steps: number;
  file: string;
  of: Identity;
  log: unknown;
}

/**
 * Writes a checkpoint.
 *
 * @param options.of All that the training depends on.
 * @param options.log Any plain data.
 */
export async function saveCheckpoint(
  folder: string,
  { trained, optimizer }: Parts,
  { of, log }: { of: Identity; log: unknown },
): Promise<void> {
  const { steps, moments } = optimizer.state();
  const file = `step-${steps}.safetensors`;
  await writeSafetensors(
    path.join(folder, file),
    await storedWeights(new Map<string, MutableTensor>([...trained, ...moments])),
  );
  const state: CheckpointState = { steps, file, of, log };
  await writeCheckedJson(path.join(folder, "state.json"), state);
  await removeWeights(folder, file);
}

/**
 * Restores weights and moments from a checkpoint; where it throws or starts over, they are as they were.
 *
 * @param options.of All that the training depends on.
 * @param options.check Throws a UserError where something that the log needs is damaged.
 * @returns The updates taken and the log, or undefined where training starts from the beginning.
 * @throws UserError where the checkpoint is damaged or of another training, unless the options say to start over.
 */
export async function restoreCheckpoint<Log>(
  { folder, ifOther = "refuse", ifDamaged = "refuse" }: CheckpointOptions,
  { trained, optimizer }: Parts,
  { of, check }: { of: Identity; check?: (log: Log) => Promise<void> },
): Promise<{ steps: number; log: Log } | undefined> {
  if (!existsSync(path.join(folder, "state.json"))) return undefined;
  let fault: string, policy: typeof ifOther;
  try {
    const { steps, file, of: there, log } = await readCheckedJson<CheckpointState>(
      path.join(folder, "state.json"),
    );
    const others = differing(there, of);
    if (!others) {
      await check?.(log as Log);
      const all = new Map<string, MutableTensor>([...trained, ...optimizer.state().moments]);
      await restoreWeights(all, path.join(folder, file));
      optimizer.resume(steps);
      return { steps, log: withNaN(log) as Log };
    }
    fault =
      `Expected the checkpoint in ${folder} to be of this training but found other settings: ${others}.`;
    policy = ifOther;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    fault = `Expected a whole checkpoint in ${folder} but: ${messageOf(error)}`;
    policy = ifDamaged;
  }
  if (policy === "refuse") throw new UserError(`${fault} Delete ${folder} to start again.`);
  console.warn(`Training starts over. ${fault}`);
  await removeWeights(folder);
  await rm(path.join(folder, "state.json"));
  return undefined;
}

/** Removes the weights of checkpoints, but not those of `file`. */
async function removeWeights(folder: string, file?: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/^step-\d+\.safetensors$/.test(name) && name !== file) {
      await rm(path.join(folder, name), { force: true });
    }
  }
}

/** JSON has no NaN, such as the target of a loss without one: a number that is null there is NaN again. */
function withNaN(log: unknown): unknown {
  return JSON.parse(JSON.stringify(log), (_, value) => value === null ? NaN : value);
}
