/** Numbers of each batch that are made outside of the loss: targets of another encoder, or scores of a teacher. */
import type { TokenBatch } from "../base/mod.ts";
import type { Encoder } from "../encoders/mod.ts";
import type { MutableTensor, Tensor } from "../engine/mod.ts";

/** The triples of a step. */
export interface StepBatch {
  /** Counted from 0. */
  readonly step: number;
  /** `[B]`, positions in the triples that are trained on. */
  readonly examples: Int32Array;
  /** `B` queries, then their positives, then their negatives. */
  readonly batch: TokenBatch;
}

/**
 * Where a loss's numbers come from, such as {@linkcode frozenTargets}.
 *
 * Its numbers follow from the step, the weights that training starts from, and `state`: a training that resumes then
 * takes the very steps of one that was not interrupted.
 */
export interface BatchNumbers {
  /** The numbers of a batch, such as `[B]` or `[B, B]`; asked for before its step, and disposed by the training. */
  of(batch: StepBatch): Promise<Tensor> | Tensor;
  /** Told after each step, with the weights it led to. */
  afterStep?(encoder: Encoder): void;
  /** What changes from step to step, by name: saved with each checkpoint and restored from it. */
  readonly state?: ReadonlyMap<string, MutableTensor>;
  /** Frees what it holds; for whoever made it. */
  dispose?(): void;
}
