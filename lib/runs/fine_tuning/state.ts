/** The state of a fine-tuning inside its output folder, so that the same command continues after an interruption. */
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import {
  differing,
  type Identity,
  messageOf,
  readCheckedJson,
  UserError,
  warnOfDamage,
  writeCheckedJson,
} from "../../base/mod.ts";
import { LOCK, takeFolder } from "./folder_lock.ts";

export interface State {
  /** Of the checkpoint and the best weights. */
  readonly folder: string;
  /** What an earlier process stored under a name; undefined where it did not, or where that is damaged, with a line. */
  read<T>(name: string): Promise<T | undefined>;
  write(name: string, value: unknown): Promise<void>;
  /** Removes the state, once the output is complete. */
  remove(): Promise<void>;
  /** Lets other processes have the folder. */
  close(): void;
}

/**
 * Opens the state of a fine-tuning, which no other process has then until it is closed.
 *
 * @param output The folder that the encoder is written to at the end.
 * @param identity All that the fine-tuning depends on: settings, and fingerprints of the collection and the weights.
 * @param options.restart Whether another fine-tuning's state is dropped.
 * @returns The state, and whether an earlier process began it.
 * @throws UserError where another process has the folder; where it holds the state of another fine-tuning: it names the
 *   settings that differ; or where it holds other files.
 */
export async function openState(
  output: string,
  identity: Identity,
  { restart }: { restart: boolean },
): Promise<{ state: State; resumed: boolean }> {
  const folder = path.join(output, ".training");
  const file = (name: string) => path.join(folder, `${name}.json`);
  if (!existsSync(file("identity"))) refuseEncoder(output);
  const letGo = await takeFolder(folder);
  if (!letGo) {
    throw new UserError(
      `Expected to train into ${output} alone but another process is training into it. ` +
        "Wait until it ends, or name another --output.",
    );
  }
  const state: State = {
    folder,
    async read<T>(name: string) {
      if (!existsSync(file(name))) return undefined;
      try {
        return await readCheckedJson<T>(file(name));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        warnOfDamage(file(name));
      }
    },
    write: (name, value) => writeCheckedJson(file(name), value),
    remove: () => rm(folder, { recursive: true, force: true }),
    close: letGo,
  };
  try {
    if (restart) await empty(folder);
    const earlier = existsSync(file("identity")) ? await readIdentity(file("identity")) : undefined;
    if (earlier) {
      refuseOthers(folder, differing(earlier, identity));
      return { state, resumed: true };
    }
    // Another process may have completed it meanwhile.
    refuseEncoder(output);
    // Without its settings, nobody knows what the rest belongs to.
    if (await empty(folder) > 0) warnOfDamage(folder);
    await state.write("identity", identity);
    return { state, resumed: false };
  } catch (error) {
    letGo();
    throw error;
  }
}

function refuseEncoder(output: string): void {
  if (!existsSync(path.join(output, "config.json"))) return;
  throw new UserError(
    `Expected a new folder for the encoder but ${output} holds one already. Name another --output, or delete it.`,
  );
}

function refuseOthers(folder: string, others: string | undefined): void {
  if (!others) return;
  throw new UserError(
    `Expected to resume the fine-tuning that ${folder} holds but found other settings: ${others}. ` +
      "Repeat the command as it was, name another --output, or drop what is there with --restart.",
  );
}

/** Removes all but the lock; how many files and folders that were. */
async function empty(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name !== LOCK);
  for (const name of names) await rm(path.join(folder, name), { recursive: true, force: true });
  return names.length;
}

async function readIdentity(file: string): Promise<Identity> {
  try {
    return await readCheckedJson(file);
  } catch (error) {
    throw new UserError(`Expected JSON in ${file} but: ${messageOf(error)}. Start again with --restart.`);
  }
}
