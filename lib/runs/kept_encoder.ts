/** The trained encoder of a run, kept where that is asked for: what is stored of a run are else its numbers alone. */
import { existsSync, statSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import {
  faultOfSums,
  messageOf,
  replaceFolder,
  temporaryName,
  whileReplaced,
  writeAtomically,
  writeSums,
} from "../base/mod.ts";
import type { RunConfig } from "./config.ts";
import { encoderCard } from "./encoder_card.ts";
import { encoderWeights } from "./encoders/registry.ts";
import { valuesOf } from "./encoders/values.ts";
import { hashOf } from "./hash.ts";
import { inResults } from "./store.ts";

/** The file that says which run an encoder is of. */
const RUN = "run.json";

const WEIGHTS = "model.safetensors";

/** What it says. */
interface RunOfEncoder {
  readonly hash: string;
  /** The fingerprint of the weights that training began from; "" where the code fixes them. */
  readonly weights: string;
}

/** Where the encoder of a run is kept: a folder that `loadEncoder` and sentence-transformers read. */
export function encoderOfRun(hash: string): string {
  return inResults("local", "encoders", hash);
}

/**
 * Whether the encoder of a run is kept: whole, and trained from the weights that its encoder begins with now. A line says,
 * once a process, where it is damaged.
 */
export async function isKept(config: RunConfig): Promise<boolean> {
  const hash = hashOf(config);
  const folder = encoderOfRun(hash);
  if (!existsSync(folder)) return false;
  const { kept, fault } = await whileReplaced(folder, () => readOnce(folder));
  if (fault !== undefined) {
    if (!warned.has(folder)) console.warn(`The encoder in ${folder} counts as missing: ${fault}.`);
    warned.add(folder);
  }
  return kept?.hash === hash && kept.weights === encoderWeights(config.encoder);
}

const warned = new Set<string>();

interface Found {
  readonly kept?: RunOfEncoder;
  readonly fault?: string;
}

const found = new Map<string, Found>();

/** As `readKept`, but reads large weights again only where they have changed. */
async function readOnce(folder: string): Promise<Found> {
  const state = statSync(path.join(folder, WEIGHTS), { throwIfNoEntry: false });
  const key = `${folder} ${state?.ino} ${state?.mtimeMs} ${state?.size}`;
  let known = found.get(key);
  if (!known) {
    known = await readKept(folder);
    if (!known.fault) found.set(key, known);
  }
  return known;
}

async function readKept(folder: string): Promise<Found> {
  const fault = await faultOfSums(folder, [RUN, WEIGHTS], { others: true });
  if (fault !== undefined) return { fault };
  try {
    return { kept: JSON.parse(await readFile(path.join(folder, RUN), "utf8")) };
  } catch (error) {
    return { fault: `${RUN} could not be read (${messageOf(error)})` };
  }
}

/**
 * About how much disk the trained encoders of some runs take, each at 4 bytes a value.
 *
 * @returns Bytes of those whose size is known here, and how many others there are.
 */
export function diskOfEncoders(configs: readonly RunConfig[]): { bytes: number; unknown: number } {
  const values = configs.filter(({ training }) => training).map(({ encoder }) => valuesOf(encoder));
  return {
    bytes: 4 * values.reduce<number>((sum, each = 0) => sum + each, 0),
    unknown: values.filter((each) => each === undefined).length,
  };
}

/**
 * Keeps the encoder of a run, whole or not at all, with a card.
 *
 * @param options.weights The fingerprint of the weights that training began from.
 * @param options.save Writes the encoder into a folder.
 */
export async function keepEncoder(
  config: RunConfig,
  { weights, save }: { weights: string; save: (folder: string) => Promise<void> },
): Promise<void> {
  const hash = hashOf(config);
  const folder = encoderOfRun(hash);
  const temporary = temporaryName(folder);
  try {
    await save(temporary);
    const run: RunOfEncoder = { hash, weights };
    await writeAtomically(path.join(temporary, RUN), `${JSON.stringify(run, null, 2)}\n`);
    await writeAtomically(path.join(temporary, "README.md"), encoderCard(config, { hash, weights, folder }));
    await writeSums(temporary);
    await replaceFolder(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
