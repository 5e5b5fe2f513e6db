/** Trains a teacher on a collection's train queries, once: its weights and its cost are kept in the cache. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { type Collection, inCache, startProgress, writeAtomically } from "../../base/mod.ts";
import { collectionFingerprint } from "../../data/mod.ts";
import { loadCrossEncoder, saveCrossEncoder } from "../../encoders/mod.ts";
import { bm25Candidates, drawNegatives } from "../../retrieval/mod.ts";
import { listsOfTriples, trainCrossEncoder } from "../../training/mod.ts";
import { checkpointOf, encoderWeights } from "../encoders/registry.ts";
import type { TeacherEntry } from "./teacher_entry.ts";

/** What a training took. */
export interface TeacherCost {
  readonly lists: number;
  /** Pairs of a query and a passage. */
  readonly pairs: number;
  readonly tokens: number;
  /** Of the steps, without the time to draw negatives. */
  readonly seconds: number;
}

export interface TrainedTeacher {
  /** What `loadCrossEncoder` and `rerank --encoder` take. */
  readonly folder: string;
  readonly cost: TeacherCost;
}

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
export async function trainTeacher(
  entry: TeacherEntry,
  collection: Collection,
  { signal, checkpointEvery = 20 }: TrainTeacherOptions = {},
): Promise<TrainedTeacher> {
  const { name, encoder: start, layers, seed, negatives, ranks, training } = entry;
  const facts = [VERSION, { ...entry, name: "" }, encoderWeights(start), collectionFingerprint(collection)];
  const key = createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);
  const folder = inCache("teachers", `${name}-${key}`);
  const costFile = path.join(folder, "cost.json"); // written last
  if (!existsSync(costFile)) {
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
      const total = (of: "tokens" | "seconds") => steps.reduce((sum, step) => sum + step[of], 0);
      const seen = steps.length * training.batchSize;
      const cost: TeacherCost = {
        lists: seen,
        pairs: seen * (1 + negatives),
        tokens: total("tokens"),
        seconds: total("seconds"),
      };
      await writeAtomically(path.join(folder, "log.json"), `${JSON.stringify(steps)}\n`);
      await writeAtomically(costFile, `${JSON.stringify(cost)}\n`);
      await rm(checkpoint.folder, { recursive: true, force: true });
    } finally {
      encoder.dispose();
    }
  }
  return { folder, cost: JSON.parse(await readFile(costFile, "utf8")) };
}
