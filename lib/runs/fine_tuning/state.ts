/** The state of a fine-tuning inside its output folder, so that the same command continues after an interruption. */
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { messageOf, UserError, writeAtomically } from "../../base/mod.ts";
import { canonicalJSON } from "../hash.ts";

/** Plain data that identifies a fine-tuning: settings, and fingerprints of the collection and the weights. */
export type Identity = Readonly<Record<string, unknown>>;

export interface State {
  /** Of the checkpoint and the best weights. */
  readonly folder: string;
  /** What an earlier process stored under a name; undefined where it did not. */
  read<T>(name: string): Promise<T | undefined>;
  write(name: string, value: unknown): Promise<void>;
  /** Removes the state, once the output is complete. */
  remove(): Promise<void>;
}

/**
 * Opens the state of a fine-tuning.
 *
 * @param output The folder that the encoder is written to at the end.
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
      return existsSync(file(name)) ? await readJson<T>(file(name)) : undefined;
    },
    write: (name, value) => writeAtomically(file(name), JSON.stringify(value)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  if (restart) await state.remove();
  const earlier = await state.read<Identity>("identity");
  if (!earlier) {
    if (existsSync(path.join(output, "config.json"))) {
      throw new UserError(
        `Expected a new folder for the encoder but ${output} holds one already. Name another --output, or delete it.`,
      );
    }
    await state.write("identity", identity);
    return { state, resumed: false };
  }
  const differing = Object.keys({ ...earlier, ...identity }).filter((key) =>
    canonicalJSON(earlier[key] ?? null) !== canonicalJSON(identity[key] ?? null)
  );
  if (differing.length > 0) {
    const shown = differing.map((key) =>
      `${key} (${JSON.stringify(earlier[key])} there, ${JSON.stringify(identity[key])} now)`
    );
    throw new UserError(
      `Expected to resume the fine-tuning that ${folder} holds but found other settings: ${
        shown.join(", ")
      }. ` +
        "Repeat the command as it was, name another --output, or drop what is there with --restart.",
    );
  }
  return { state, resumed: true };
}

async function readJson<T>(file: string): Promise<T> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new UserError(`Expected JSON in ${file} but: ${messageOf(error)}. Start again with --restart.`);
  }
}
