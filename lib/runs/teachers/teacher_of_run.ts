/** Teachers that are the encoder a run ends with: the run's result says how good such a teacher is. */
import { collectionFingerprint } from "../../data/mod.ts";
import { type Encoder, saveEncoder } from "../../encoders/mod.ts";
import type { History } from "../../training/mod.ts";
import type { CollectionChoice } from "../collections/registry.ts";
import type { RunConfig } from "../config.ts";
import { encoderWeights } from "../encoders/registry.ts";
import { hashOf } from "../hash.ts";
import { trainingOf } from "../prepare_data.ts";
import { costOf, keptTeacher, type TeacherCost, teacherFolder, type TrainedTeacher } from "./kept_teacher.ts";
import { teachers } from "./registry.ts";
import type { BiEncoderTeacher } from "./teacher_entry.ts";
import { runOfTeacher } from "./teacher_run.ts";

/** Trains the encoder of a run. */
export type TrainRun = (
  config: RunConfig,
  hooks: { signal?: AbortSignal; onNote?: (note: string) => void },
) => Promise<{ encoder: Encoder; history: History }>;

/** The teacher that a run's encoder is; undefined where it is none. */
export function teacherOfRun(config: RunConfig): BiEncoderTeacher | undefined {
  return teachers.filter((entry) => entry.kind === "bi-encoder")
    .find((entry) => hashOf(runOfTeacher(entry, config.collection)) === hashOf(config));
}

/** Trains a teacher on a collection, or finds it in the cache; its own run leaves it there too. */
export async function trainTeacherOfRun(
  entry: BiEncoderTeacher,
  collection: CollectionChoice,
  { train, signal, onNote }: { train: TrainRun; signal?: AbortSignal; onNote?: (note: string) => void },
): Promise<TrainedTeacher> {
  const config = runOfTeacher(entry, collection);
  const folder = await folderOf(entry, config);
  return await keptTeacher(folder, async () => {
    const { encoder, history } = await train(config, { signal, onNote });
    try {
      return await save(folder, encoder, { config, history });
    } finally {
      encoder.dispose();
    }
  }, signal);
}

/** Trains by what is given, and keeps the encoder where the run is a teacher's, so that students need not train it again. */
export async function keepingTeacher<T extends { history: History }>(
  { config, encoder, signal }: { config: RunConfig; encoder: Encoder; signal?: AbortSignal },
  train: () => Promise<T>,
): Promise<T> {
  const entry = teacherOfRun(config);
  if (!entry) return await train();
  const folder = await folderOf(entry, config);
  let trained: T | undefined;
  await keptTeacher(folder, async () => {
    trained = await train();
    return await save(folder, encoder, { config, history: trained.history });
  }, signal);
  return trained ?? await train();
}

async function folderOf(entry: BiEncoderTeacher, config: RunConfig): Promise<string> {
  const data = collectionFingerprint(await trainingOf(config.collection));
  return teacherFolder(entry.name, [hashOf(config), encoderWeights(config.encoder), data]);
}

async function save(
  folder: string,
  encoder: Encoder,
  { config, history }: { config: RunConfig; history: History },
): Promise<TeacherCost> {
  await saveEncoder(encoder, folder);
  return costOf(history.steps, history.steps.length * config.training!.batchSize);
}
