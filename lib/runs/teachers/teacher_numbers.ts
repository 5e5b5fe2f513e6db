/** What a teacher says of the triples of a run, as the numbers that a loss takes of each batch. */
import type { Triples } from "../../base/mod.ts";
import { UserError } from "../../base/mod.ts";
import { type Tensor, tf } from "../../engine/mod.ts";
import {
  bm25Candidates,
  drawNegatives,
  loadPairScorer,
  marginMoments,
  type PairScorer,
  scaledScores,
  teacherScale,
  teacherScores,
} from "../../retrieval/mod.ts";
import { type BatchNumbers, sampler } from "../../training/mod.ts";
import { searchLengths } from "../config.ts";
import type { RunConfig } from "../config.ts";
import type { TeacherNeeds } from "../methods/method_kind.ts";
import type { PreparedData } from "../prepare_data.ts";
import type { TeacherShare } from "../result.ts";
import { dataSeed, rerankDepth } from "../sizes.ts";
import { teachers } from "./registry.ts";
import { inBatchScores } from "./in_batch_scores.ts";
import { usualMargins } from "./teacher_choice.ts";
import { type TrainRun, trainTeacherOfRun } from "./teacher_of_run.ts";
import { trainTeacher } from "./train_teacher.ts";

/** What it is asked of each triple, by what a loss needs. */
const rowOf: Partial<Record<TeacherNeeds, (positive: number, negative: number) => number[]>> = {
  "teacher margins": (positive, negative) => [positive - negative],
  "teacher scores": (positive, negative) => [positive, negative],
};

export interface TeacherOptions {
  /** Trains the run that a teacher comes from. */
  readonly train: TrainRun;
  readonly signal?: AbortSignal;
  readonly onNote?: (note: string) => void;
}

/**
 * The numbers of a run's teacher, and what they cost. Only the triples that the run meets are scored, once; a registered
 * teacher is trained where it is not in the cache.
 *
 * @throws UserError for grades, which no teacher here gives, and for a cross-encoder that is to score whole batches.
 */
export async function teacherNumbers(
  config: RunConfig,
  data: PreparedData,
  needs: TeacherNeeds,
  { train, signal, onNote }: TeacherOptions,
): Promise<{ numbers: BatchNumbers; cost: TeacherShare }> {
  const { margins } = config.teacher!;
  const { training, triples, dev } = data;
  const { scorer, trained } = await scorerOf(config, training, { train, signal, onNote });
  try {
    const met = examplesOf(config, triples.queries.length);
    const options = {
      signal,
      onProgress: (done: number, all: number) => onNote?.(`teacher: ${done} of ${all} scored`),
    };
    const trainingCost = trained && { training: trained };
    if (needs === "in-batch teacher scores") {
      if (scorer.kind !== "bi-encoder") throw inBatchOfPairs(scorer.name);
      const { numbers, scoring } = await inBatchScores(
        scorer,
        { collection: training, triples, met },
        options,
      );
      return { numbers, cost: { ...trainingCost, scoring } };
    }
    const row = rowOf[needs];
    if (!row) {
      throw new UserError(
        `Expected a method whose numbers a teacher can give but found one that needs ${needs}.`,
      );
    }
    const found = await teacherScores(scorer, { collection: training, triples: some(triples, met) }, options);
    const scale = margins || scorer.kind === "cross-encoder"
      ? await scaleOf(scorer, dev, margins, options)
      : 1;
    const positives = scaledScores(found.positives, scale), negatives = scaledScores(found.negatives, scale);
    const places = new Map(Array.from(met, (example, i) => [example, i]));
    return {
      cost: { ...trainingCost, scoring: found.cost },
      numbers: {
        of({ examples }): Tensor {
          const rows = Array.from(examples, (example) => {
            const place = places.get(example)!;
            return row(positives[place], negatives[place]);
          });
          return rows[0].length === 1 ? tf.tensor1d(rows.flat()) : tf.tensor2d(rows);
        },
      },
    };
  } finally {
    scorer.dispose();
  }
}

/**
 * Scores a shard of the pairs that a run asks its teacher about, and leaves the scores in the cache, where the run finds them.
 *
 * @throws UserError as `teacherNumbers`.
 */
export async function scoreShard(
  config: RunConfig,
  { training, triples }: Pick<PreparedData, "training" | "triples">,
  shard: { index: number; of: number },
  { onProgress, ...options }: TeacherOptions & { onProgress?: (done: number, all: number) => void },
): Promise<void> {
  const { scorer } = await scorerOf(config, training, options);
  try {
    const met = examplesOf(config, triples.queries.length);
    await teacherScores(scorer, { collection: training, triples: some(triples, met) }, {
      ...{ shard, onProgress, signal: options.signal },
    });
  } finally {
    scorer.dispose();
  }
}

/** Loads a run's teacher, trained first where it is a registered one that is not in the cache; and what that cost. */
async function scorerOf(
  config: RunConfig,
  training: PreparedData["training"],
  { train, signal, onNote }: TeacherOptions,
): Promise<{ scorer: PairScorer; trained?: TeacherShare["training"] }> {
  const { encoder: name } = config.teacher!;
  const entry = teachers.find((each) => each.name === name);
  onNote?.(`preparing the teacher ${name}`);
  const trained = entry?.kind === "cross-encoder"
    ? await trainTeacher(entry, training, { signal })
    : entry && await trainTeacherOfRun(entry, config.collection, { train, signal, onNote });
  const { maxQueryLength: query, maxPassageLength: passage } = searchLengths(config);
  return {
    scorer: await loadPairScorer(trained?.folder ?? name, { query, passage }),
    trained: trained?.cost,
  };
}

function inBatchOfPairs(name: string): UserError {
  return new UserError(
    `Expected a bi-encoder as the teacher of a method that needs in-batch teacher scores but found ${name}, a ` +
      "cross-encoder, which would read each query with each passage of the batch. Choose a bi-encoder, such as " +
      '"minilm-softmax", or a method that asks for pairs: Margin-MSE, RankNet, listwise KL without in-batch negatives.',
  );
}

/** The triples that a run meets, each once: few of all, where batches are drawn at random. */
function examplesOf({ training, seed }: RunConfig, size: number): Int32Array {
  const { sampling = "random", steps, batchSize } = training!;
  if (sampling !== "random") return Int32Array.from({ length: size }, (_, i) => i);
  const pick = sampler(size, { batchSize, seed });
  const met = new Set<number>();
  for (let step = 0; step < steps; step++) for (const example of pick(step)) met.add(example);
  return Int32Array.from(met).sort();
}

function some({ queries, positives, negatives }: Triples, examples: Int32Array): Triples {
  const at = (column: Int32Array) => examples.map((example) => column[example]);
  return { queries: at(queries), positives: at(positives), negatives: at(negatives) };
}

/** What brings the teacher's margins on dev triples to the wanted ones. */
async function scaleOf(
  scorer: PairScorer,
  { collection }: PreparedData["dev"],
  wanted: { mean: number; spread: number } = usualMargins,
  options: { signal?: AbortSignal },
): Promise<number> {
  const { triples } = drawNegatives(collection, {
    split: "dev",
    candidates: bm25Candidates(collection, rerankDepth),
    ranks: [1, rerankDepth],
    seed: dataSeed,
  });
  const scores = await teacherScores(scorer, { collection, triples }, { signal: options.signal });
  return teacherScale(marginMoments(scores), wanted);
}
