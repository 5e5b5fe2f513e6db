/**
 * Checkpoints: folders with the weights, the optimiser's moments, the log, and what all that belongs to.
 *
 * One file, `state.json`, is written last and names the others, so that an interrupted write leaves the checkpoint
 * before it whole. All files carry a checksum. Of the log only the steps since the last checkpoint are written.
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
import type { ValidationRecord } from "./history.ts";
import { PART, partNames, readParts, writeParts } from "./log_parts.ts";
import type { StepLog } from "./step_log.ts";

/** What a checkpoint holds beside the moments, by name: the weights, and what else training changes. */
type Trained = ReadonlyMap<string, MutableTensor>;

/** What is stored and restored. */
interface Parts {
  trained: Trained;
  optimizer: AdamW;
  log: StepLog<object>;
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
  /** Where the log's parts end; absent in the checkpoints of earlier versions. */
  partEnds?: number[];
  of: Identity;
  validations: ValidationRecord[];
}

/**
 * Writes a checkpoint.
 *
 * @param options.of All that the training depends on.
 */
export async function saveCheckpoint(
  folder: string,
  { trained, optimizer, log }: Parts,
  { of, validations = [] }: { of: Identity; validations?: ValidationRecord[] },
): Promise<void> {
  const { steps, moments } = optimizer.state();
  const file = `step-${steps}.safetensors`;
  await writeSafetensors(
    path.join(folder, file),
    await storedWeights(new Map<string, MutableTensor>([...trained, ...moments])),
  );
  const partEnds = await writeParts(folder, log);
  const state: CheckpointState = { steps, file, partEnds, of, validations };
  await writeCheckedJson(path.join(folder, "state.json"), state);
  log.partEnds = partEnds;
  await removeOthers(folder, [file, ...partNames(partEnds)]);
}

/**
 * Restores weights, moments and the log from a checkpoint; where it throws or starts over, they are as they were.
 *
 * @param options.of All that the training depends on.
 * @param options.check Throws a UserError where something that the validations need is damaged.
 * @returns The updates taken and the validations, or undefined where training starts from the beginning.
 * @throws UserError where the checkpoint is damaged or of another training, unless the options say to start over.
 */
export async function restoreCheckpoint(
  { folder, ifOther = "refuse", ifDamaged = "refuse" }: CheckpointOptions,
  { trained, optimizer, log }: Parts,
  { of, check }: { of: Identity; check?: (validations: ValidationRecord[]) => Promise<void> },
): Promise<{ steps: number; validations: ValidationRecord[] } | undefined> {
  const stateFile = path.join(folder, "state.json");
  if (!existsSync(stateFile)) return undefined;
  let fault: string, policy: typeof ifOther;
  try {
    const { steps, file, partEnds, of: there, validations } = await readCheckedJson<CheckpointState>(
      stateFile,
    );
    const others = differing(there, of);
    if (!others) {
      if (!partEnds) throw new UserError(`an earlier version wrote ${stateFile}`);
      await check?.(validations);
      const parts = await readParts(folder, partEnds);
      const all = new Map<string, MutableTensor>([...trained, ...optimizer.state().moments]);
      await restoreWeights(all, path.join(folder, file));
      optimizer.resume(steps);
      for (const part of parts) log.append(part);
      log.partEnds = partEnds;
      return { steps, validations };
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
  await removeOthers(folder, []);
  await rm(stateFile);
  return undefined;
}

/** Removes the weights and the log's parts of checkpoints, but not these. */
async function removeOthers(folder: string, kept: readonly string[]): Promise<void> {
  // Another process that performs the same run may be done and remove the folder.
  for (const name of await readdir(folder).catch(() => [])) {
    if ((/^step-\d+\.safetensors$/.test(name) || PART.test(name)) && !kept.includes(name)) {
      await rm(path.join(folder, name), { force: true });
    }
  }
}
