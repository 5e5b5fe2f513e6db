/** The state of a fine-tuning inside its output folder, so that the same command continues after an interruption. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
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

export interface State {
  /** Of the checkpoint and the best weights. */
  readonly folder: string;
  /** What an earlier process stored under a name; undefined where it did not, or where that is damaged, with a line. */
  read<T>(name: string): Promise<T | undefined>;
  write(name: string, value: unknown): Promise<void>;
  /** Removes the state, once the output is complete. */
  remove(): Promise<void>;
}

/**
 * Opens the state of a fine-tuning.
 *
 * @param output The folder that the encoder is written to at the end.
 * @param identity All that the fine-tuning depends on: settings, and fingerprints of the collection and the weights.
 * @param options.restart Whether another fine-tuning's state is dropped.
 * @returns The state, and whether an earlier process began it.
 * @throws UserError where the folder holds the state of another fine-tuning: it names the settings that differ; or where
 *   it holds other files.
 */
export async function openState(
  output: string,
  identity: Identity,
  { restart }: { restart: boolean },
): Promise<{ state: State; resumed: boolean }> {
  const folder = path.join(output, ".training");
  const file = (name: string) => path.join(folder, `${name}.json`);
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
  };
  if (restart) await state.remove();
  const earlier = existsSync(file("identity")) ? await readIdentity(file("identity")) : undefined;
  if (!earlier) {
    if (existsSync(path.join(output, "config.json"))) {
      throw new UserError(
        `Expected a new folder for the encoder but ${output} holds one already. Name another --output, or delete it.`,
      );
    }
    // Without it, nobody knows what the rest belongs to.
    if (existsSync(folder)) {
      warnOfDamage(folder);
      await state.remove();
    }
    await state.write("identity", identity);
    return { state, resumed: false };
  }
  const others = differing(earlier, identity);
  if (others) {
    throw new UserError(
      `Expected to resume the fine-tuning that ${folder} holds but found other settings: ${others}. ` +
        "Repeat the command as it was, name another --output, or drop what is there with --restart.",
    );
  }
  return { state, resumed: true };
}

async function readIdentity(file: string): Promise<Identity> {
  try {
    return await readCheckedJson(file);
  } catch (error) {
    throw new UserError(`Expected JSON in ${file} but: ${messageOf(error)}. Start again with --restart.`);
  }
}
