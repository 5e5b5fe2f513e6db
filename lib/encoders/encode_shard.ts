/** The program of an array job that encodes a file: each task embeds a shard of its chunks. */
import { performTask } from "../slurm/mod.ts";
import { encodeFile } from "./encode_file.ts";
import type { Work } from "./encode_job.ts";
import type { EncodeFileOptions } from "./encode_options.ts";
import { loadEncoder, type LoadOptions } from "./encoder.ts";

/** What a task gets. */
export interface ShardRequest {
  /** As `loadEncoder` takes it. */
  readonly encoder: string;
  readonly load: LoadOptions;
  /** With a shard. */
  readonly encode: Omit<EncodeFileOptions, "onProgress" | "signal">;
}

/** How far a shard is. */
export interface ShardProgress extends Work {
  readonly done: number;
  readonly texts: number;
}

await performTask<ShardRequest, ShardProgress>(
  async ({ encoder: name, load, encode }, { signal, tell, worthSaving }) => {
    const encoder = await loadEncoder(name, load);
    worthSaving();
    await encodeFile(encoder, {
      ...encode,
      signal,
      onProgress: (done, texts, work) => tell({ done, texts, ...work }),
    });
  },
  (_, line) => line,
);
