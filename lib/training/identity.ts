/** What a training depends on, as plain data: its options, and fingerprints of its encoder and its triples. */
import { createHash } from "node:crypto";
import { Buffer } from "node:buffer";
import type { Identity, Texts, TokenBatch } from "../base/mod.ts";
import { type Encoder, encoderFingerprint } from "../encoders/mod.ts";
import type { KeepBestOptions } from "./best.ts";
import type { CheckpointOptions } from "./checkpoint.ts";
import type { ListData } from "./ranked_lists.ts";
import type { TrainingData } from "./training_data.ts";

/** Options of a training that change its course; another number of steps only ends it elsewhere. */
const TRAINING = [
  "batchSize",
  "learningRate",
  "warmupSteps",
  "decay",
  "weightDecay",
  "dropout",
  "seed",
  "maxQueryLength",
  "maxPassageLength",
  "validateAt",
  "sampling",
  "topics",
] as const;

/** Of a cross-encoder's training. */
const LISTS = [
  "loss",
  "steps",
  "batchSize",
  "learningRate",
  "warmupSteps",
  "decay",
  "weightDecay",
  "dropout",
  "seed",
  "maxQueryLength",
  "maxLength",
  "validateAt",
] as const;

const PRETRAINING = ["steps", "batchTokens", "learningRate", "warmupSteps", "maxLength", "seed"] as const;

/** What is known here of any training's options. */
interface Options {
  readonly keepBest?: KeepBestOptions;
  readonly checkpoint?: CheckpointOptions;
  readonly teacherMargins?: Float32Array;
}

/**
 * What a training of triples depends on. A loss is a function: `checkpoint.of` has to say which.
 *
 * @param encoder Before the first step.
 */
export async function trainingIdentity(
  encoder: Encoder,
  data: TrainingData,
  options: Options,
): Promise<Identity> {
  const { measure, patience } = options.keepBest ?? {};
  return {
    ...options.checkpoint?.of,
    ...picked(options, TRAINING),
    keepBest: measure === undefined ? undefined : { measure, patience },
    encoder: await encoderFingerprint(encoder),
    triples: fingerprintOf(data),
    teacherMargins: options.teacherMargins &&
      createHash("sha256").update(options.teacherMargins).digest("hex"),
  };
}

/** What the training of a cross-encoder depends on. */
export function listIdentity(
  weights: string,
  { queries, passages, lists }: ListData,
  options: Options,
): Identity {
  const { measure, patience } = options.keepBest ?? {};
  const hash = createHash("sha256");
  for (const texts of [queries, passages]) for (const text of texts.texts) hash.update(text).update("\0");
  for (const positions of [lists.queries, lists.positives, lists.negatives]) hash.update(positions);
  return {
    ...options.checkpoint?.of,
    ...picked(options, LISTS),
    keepBest: measure === undefined ? undefined : { measure, patience },
    encoder: weights,
    lists: hash.digest("hex"),
  };
}

/** What a pretraining depends on. */
export function pretrainingIdentity(
  config: unknown,
  { ids, offsets }: TokenBatch,
  options: Options,
): Identity {
  const texts = createHash("sha256").update(ids).update(offsets).digest("hex");
  return { ...options.checkpoint?.of, ...picked(options, PRETRAINING), config, texts };
}

function picked(options: object, names: readonly string[]): Identity {
  return Object.fromEntries(names.map((name) => [name, (options as Identity)[name]]));
}

/** Bytes of a SHA-256. */
const DIGEST = 32;

/** The SHA-256 of the triples' texts, in order. */
function fingerprintOf({ queries, passages, triples }: TrainingData): string {
  const hash = createHash("sha256");
  const columns: [Texts, Int32Array][] = [
    [queries, triples.queries],
    [passages, triples.positives],
    [passages, triples.negatives],
  ];
  const block = new Uint8Array(DIGEST * 4096);
  for (const [{ texts }, positions] of columns) {
    // Each text is hashed once; the system gives memory to those digests alone that are written.
    const digests = new Uint8Array(DIGEST * texts.length), known = new Uint8Array(texts.length);
    let filled = 0;
    for (const position of positions) {
      const at = DIGEST * position;
      if (!known[position]) {
        digests.set(createHash("sha256").update(Buffer.from(texts[position], "utf16le")).digest(), at);
        known[position] = 1;
      }
      block.set(digests.subarray(at, at + DIGEST), filled);
      filled += DIGEST;
      if (filled < block.length) continue;
      hash.update(block);
      filled = 0;
    }
    hash.update(block.subarray(0, filled)).update("\0");
  }
  return hash.digest("hex");
}
