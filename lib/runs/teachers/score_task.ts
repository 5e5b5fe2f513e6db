/** The program of an array job that scores triples by a teacher: each task scores a shard of a run's pairs. */
import { performTask } from "../../slurm/mod.ts";
import { trainedEncoder } from "../perform_run.ts";
import { prepareData } from "../prepare_data.ts";
import type { ScoreProgress, ScoreRequest } from "./score_on_slurm.ts";
import { scoreShard } from "./teacher_numbers.ts";

await performTask<ScoreRequest, ScoreProgress>(async ({ config, shard }, { signal, tell, worthSaving }) => {
  const data = await prepareData(config);
  // Parts are kept as they are done, and a teacher's training has checkpoints.
  worthSaving();
  await scoreShard(config, data, shard, {
    train: trainedEncoder,
    signal,
    onProgress: (done, all) => tell({ done, all }),
  });
}, (_, line) => line);
