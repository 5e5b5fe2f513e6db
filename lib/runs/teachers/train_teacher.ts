/** Trains a cross-encoder as a teacher on a collection's train queries, once: its weights and its cost are kept in the cache. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { type Collection, startProgress, writeAtomically } from "../../base/mod.ts";
import { collectionFingerprint } from "../../data/mod.ts";
import { loadCrossEncoder, saveCrossEncoder } from "../../encoders/mod.ts";
import { bm25Candidates, drawNegatives } from "../../retrieval/mod.ts";
import { listsOfTriples, trainCrossEncoder } from "../../training/mod.ts";
import { checkpointOf, encoderWeights } from "../encoders/registry.ts";
import { costOf, keptTeacher, teacherFolder, type TrainedTeacher } from "./kept_teacher.ts";
import type { CrossEncoderTeacher } from "./teacher_entry.ts";

export interface TrainTeacherOptions {
  /** Aborting saves a checkpoint, from which the next call continues. */
  signal?: AbortSignal;
  /** Steps between two checkpoints; default 20. */
  checkpointEvery?: number;
}

/** Raise this number when the same teacher and collection give other weights. */
const VERSION = 1;

/**
 * Trains a teacher, or finds it in the cache by all that it depends on. An interrupted call continues where it stopped.
 *
 * Negatives are drawn from BM25's passages for the train queries alone; no dev or test query is used.
 *
 * @param collection The whole collection, whose train split is used.
 */
export function trainTeacher(
  entry: CrossEncoderTeacher,
  collection: Collection,
  { signal, checkpointEvery = 20 }: TrainTeacherOptions = {},
): Promise<TrainedTeacher> {
  const { name, encoder: start, layers, seed, negatives, ranks, training } = entry;
  const facts = [VERSION, { ...entry, name: "" }, encoderWeights(start), collectionFingerprint(collection)];
  const folder = teacherFolder(name, facts);
  return keptTeacher(folder, async () => {
    const { triples } = drawNegatives(collection, {
      seed,
      candidates: bm25Candidates(collection, ranks[1]),
      ranks,
      negatives,
    });
    const { queries, passages } = collection;
    const lists = listsOfTriples(triples, negatives);
    const encoder = await loadCrossEncoder(checkpointOf(start), { headSeed: seed, layers });
    try {
      const progress = startProgress(`Training the teacher ${name}`, { total: training.steps });
      const checkpoint = { folder: `${folder}-checkpoint`, every: checkpointEvery };
      const { steps } = await trainCrossEncoder(encoder, { queries, passages, lists }, {
        ...training,
        seed,
        checkpoint,
        signal,
        onStep: ({ step, loss }) => progress.update(step, `loss ${loss.toFixed(3)}`),
      });
      progress.finish();
      await saveCrossEncoder(encoder, folder);
      await writeAtomically(path.join(folder, "log.json"), `${JSON.stringify(steps)}\n`);
      await rm(checkpoint.folder, { recursive: true, force: true });
      return costOf(steps, steps.length * training.batchSize);
    } finally {
      encoder.dispose();
    }
  }, signal);
}
