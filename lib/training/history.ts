/** The log of a training. */
import type { MarginHistograms } from "../base/mod.ts";

export interface StepRecord {
  /** Steps taken, this one included. */
  step: number;
  /** Triples seen so far. */
  triples: number;
  loss: number;
  learningRate: number;
  /** Mean over the table of margins that the loss averages over. */
  marginMean: number;
  marginStd: number;
  /** NaN where the loss has no target. */
  targetMean: number;
  targetStd: number;
  /**
   * Share of the gradient by the negatives that goes to hard ones, those nearer to their query than its positive. NaN
   * where none goes to any; absent in the logs of earlier versions.
   */
  hardShare?: number;
  /**
   * Of margins and targets, over the same table; absent in the logs of earlier versions, and of most steps of a long
   * training (see `keepsHistograms`).
   */
  histograms?: MarginHistograms;
  /** Tokens of the batch, special ones included. */
  tokens: number;
  /** Triples of the batch that share a text with one before them. */
  twins: number;
  seconds: number;
}

export interface ValidationRecord {
  step: number;
  /** Triples seen so far. */
  triples: number;
  /** Means by measure name, such as `nDCG@10`. */
  measures: Record<string, number>;
}

export interface History {
  /** Each is made when it is asked for, as there may be millions. */
  steps: readonly StepRecord[];
  validations: ValidationRecord[];
}
