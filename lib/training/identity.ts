/** What a training depends on, as plain data: its options, and fingerprints of its encoder and its triples. */
import { createHash } from "node:crypto";
import { Buffer } from "node:buffer";
import type { Identity, Texts, TokenBatch } from "../base/mod.ts";
import { type Encoder, encoderFingerprint } from "../encoders/mod.ts";
import type { PretrainOptions } from "./pretrain.ts";
import type { TrainingOptions } from "./trainer.ts";
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

const PRETRAINING = ["steps", "batchTokens", "learningRate", "warmupSteps", "maxLength", "seed"] as const;

/**
 * What a training of triples depends on. A loss is a function: `checkpoint.of` has to say which.
 *
 * @param encoder Before the first step.
 */
export async function trainingIdentity(
  encoder: Encoder,
  data: TrainingData,
  options: TrainingOptions,
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

/** What a pretraining depends on. */
export function pretrainingIdentity(
  config: unknown,
  { ids, offsets }: TokenBatch,
  options: PretrainOptions,
): Identity {
  const texts = createHash("sha256").update(ids).update(offsets).digest("hex");
  return { ...options.checkpoint?.of, ...picked(options, PRETRAINING), config, texts };
}

function picked<T, Name extends keyof T>(options: T, names: readonly Name[]): Pick<T, Name> {
  return Object.fromEntries(names.map((name) => [name, options[name]])) as Pick<T, Name>;
}

/** The SHA-256 of the triples' texts, in order. */
function fingerprintOf({ queries, passages, triples }: TrainingData): string {
  const hash = createHash("sha256");
  const columns: [Texts, Int32Array][] = [
    [queries, triples.queries],
    [passages, triples.positives],
    [passages, triples.negatives],
  ];
  for (const [{ texts }, positions] of columns) {
    const known = new Map<number, Uint8Array>();
    for (const position of positions) {
      let digest = known.get(position);
      if (!digest) {
        known.set(
          position,
          digest = createHash("sha256").update(Buffer.from(texts[position], "utf16le")).digest(),
        );
      }
      hash.update(digest);
    }
    hash.update("\0");
  }
  return hash.digest("hex");
}
