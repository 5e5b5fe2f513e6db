/** What a teacher is: an encoder that is trained on the collection, as a cross-encoder or as a bi-encoder, and how. */
import type { CrossEncoderTrainingOptions } from "../../training/mod.ts";
import type { RunConfig } from "../config.ts";

/** A teacher with a name of its own. To add one: a file beside this one, and its name in `registry.ts`. */
export type TeacherEntry = CrossEncoderTeacher | BiEncoderTeacher;

export interface CrossEncoderTeacher {
  readonly kind: "cross-encoder";
  /** As tables print it. */
  readonly name: string;
  /** What `loadCrossEncoder` starts from. */
  readonly encoder: string;
  /** Layers that are kept of it; default all. */
  readonly layers?: number;
  /** Of the new head, the order of the lists, and the negatives. */
  readonly seed: number;
  /** Negatives of a list. */
  readonly negatives: number;
  /** The first and the last rank that a negative may have among BM25's passages, counted from 1. */
  readonly ranks: readonly [first: number, last: number];
  readonly training:
    & Pick<
      CrossEncoderTrainingOptions,
      "loss" | "steps" | "batchSize" | "learningRate" | "warmupSteps" | "dropout"
    >
    & Required<Pick<CrossEncoderTrainingOptions, "maxQueryLength" | "maxLength">>;
}

/** The encoder that a run ends with: the run's own result says how good the teacher is. */
export interface BiEncoderTeacher {
  readonly kind: "bi-encoder";
  /** As tables print it. */
  readonly name: string;
  /** The run, on whatever collection its students are trained on. Its method needs no teacher. */
  readonly run: Pick<RunConfig, "encoder" | "method" | "seed"> & Required<Pick<RunConfig, "training">>;
}
