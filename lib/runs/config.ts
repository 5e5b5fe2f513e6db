/** What a run is: plain data from which everything else about it follows. */
import { choiceLabel, type CollectionChoice } from "./collections/registry.ts";
import path from "node:path";
import { NO_ENCODER } from "./encoders/registry.ts";
import { type Method, methodLabel } from "./methods/registry.ts";

/** How long and how fast is trained. */
export interface TrainingBudget {
  readonly steps: number;
  /** Triples a step. */
  readonly batchSize: number;
  readonly learningRate: number;
  /** Steps of linear warm-up. */
  readonly warmupSteps: number;
  readonly weightDecay: number;
  /** Factor on the learning rate each step. */
  readonly decay: number;
  /** Steps after which the dev queries are searched for; 0 is before the first. */
  readonly validateAt: readonly number[];
  /** Tokens. */
  readonly maxQueryLength: number;
  /** Tokens. */
  readonly maxPassageLength: number;
}

/** One run. Everything stored about it is a function of this value and of the sizes of its subset. */
export interface RunConfig {
  readonly collection: CollectionChoice;
  /** What `loadEncoder` takes, or `none` where words alone rank. */
  readonly encoder: string;
  /** The fingerprint of the weights, where the encoder is a folder: its name then says nothing of them. */
  readonly weights?: string;
  readonly method: Method;
  /** Absent where nothing is trained. */
  readonly training?: TrainingBudget;
  /** Seeds the order of the training triples. */
  readonly seed: number;
}

/** A run in words: `minilm, adaptive`. */
export function runLabel({ encoder, method }: RunConfig): string {
  return encoder === NO_ENCODER ? methodLabel(method) : `${encoderLabel(encoder)}, ${methodLabel(method)}`;
}

/** An encoder as tables print it: its name, a hub id, or its folder's name. */
export function encoderLabel(encoder: string): string {
  return path.isAbsolute(encoder) ? path.basename(encoder) : encoder;
}

/** The name of what is searched: `wordnet`, or the part's own, `wordnet-laptop`. */
export function collectionLabel({ collection }: RunConfig): string {
  return choiceLabel(collection);
}
