/** Encodes a file on a Slurm cluster: an array job with a task for each shard. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isStream } from "../base/mod.ts";
import { fromAnywhere } from "../data/mod.ts";
import {
  type ArrayJob,
  type ArrayTask,
  cancelQueued,
  performOnSlurm,
  type Resources,
  scriptsFor,
} from "../slurm/mod.ts";
import type { EncodeFileOptions } from "./encode_options.ts";
import type { ShardProgress, ShardRequest } from "./encode_shard.ts";
import type { LoadOptions } from "./encoder.ts";
import { encoderFolder } from "./encoder_folder.ts";

/** An encoding in shards. */
export interface ShardedEncoding {
  /** As `loadEncoder` takes it. */
  readonly encoder: string;
  readonly load: LoadOptions;
  readonly encode: Omit<EncodeFileOptions, "shard">;
  /** How many tasks. */
  readonly shards: number;
  /** Gigabytes that a task needs, unless the resources say another number. */
  readonly memory: number;
  readonly resources: Resources;
}

/**
 * Embeds the chunks of a file, and leaves them beside the output, where `encodeFile` finds and joins them.
 *
 * @param say Told what was submitted.
 * @throws UserError where Slurm refuses, or a shard cannot be done; the signal's reason where it is aborted.
 */
export async function encodeOnSlurm(encoding: ShardedEncoding, say: (line: string) => void): Promise<void> {
  const { signal, onProgress } = encoding.encode;
  const tasks = await tasksOf(encoding);
  const states: ShardProgress[] = [];
  await performOnSlurm<ShardProgress>(arrayJob(encoding), tasks, {
    say,
    signal,
    onLine(state, shard) {
      states[shard] = state;
      const told = Object.values(states);
      const sum = (value: (state: ShardProgress) => number) =>
        told.reduce((all, each) => all + value(each), 0);
      // Every so many chunks are a shard's: all have about the same work.
      onProgress?.(sum(({ done }) => done), sum(({ texts }) => texts), {
        share: sum(({ share }) => share) / tasks.length,
        found: sum(({ found }) => found) / tasks.length,
        foundTexts: sum(({ foundTexts }) => foundTexts),
      });
    },
  });
}

/** The batch scripts that would be submitted: one, unless there are more shards than an array job may have tasks. */
export async function encodeScript(encoding: ShardedEncoding): Promise<string> {
  return await scriptsFor(arrayJob(encoding), await tasksOf(encoding));
}

/** Cancels those shards that wait or run; tells how many. */
export async function cancelEncoding(encoding: ShardedEncoding): Promise<number> {
  return await cancelQueued((await tasksOf(encoding)).map(({ key }) => key));
}

function arrayJob({ memory, resources }: ShardedEncoding): ArrayJob {
  const program = fileURLToPath(new URL("./encode_shard.ts", import.meta.url));
  return { name: "encode", program, memory, resources };
}

async function tasksOf({ encoder, load, encode, shards }: ShardedEncoding): Promise<ArrayTask[]> {
  const { onProgress: _, signal: __, ...options } = encode;
  // A folder is named as the tasks see it; another encoder is fetched here, where there is a network.
  const name = await encoderFolder(encoder) === encoder ? path.resolve(encoder) : encoder;
  const placed = (file: string) => isStream(file) ? file : path.resolve(file);
  const { input: given } = options;
  const input = typeof given === "string" ? placed(given) : { data: fromAnywhere(given.data) };
  const output = placed(options.output);
  return Array.from({ length: shards }, (_, index) => {
    const shard = { index, of: shards };
    const request: ShardRequest = { encoder: name, load, encode: { ...options, input, output, shard } };
    return { key: JSON.stringify(request), request };
  });
}
