/** What a run of the paper's experiments costs: its arithmetic, counted; time on a processor, reckoned from a measured step. */
import { type RunConfig, workOf } from "../../runs/mod.ts";
import { encoderSizes, textFlops, type Way } from "./flops.ts";
import { measuredSteps, STEP_TRIPLES, stepSizeOf } from "./measured_step.ts";

/** What a run does; at most, where it may stop early. */
export interface PaperWork {
  /** Trained on. */
  readonly triples: number;
  /** Embedded to validate and to test. */
  readonly passages: number;
}

export function paperWork(config: RunConfig): PaperWork {
  const { train, encode } = workOf(config);
  return { triples: train / 3, passages: encode };
}

/**
 * Floating-point operations of a run's training, three times those of the forward passes.
 *
 * @param way Of the lengths that are assumed for MS MARCO, or padded as in the reference.
 */
export function trainingFlops(config: RunConfig, way: Way = "packed"): number {
  const { query, passage } = textFlops(encoderSizes[config.encoder], way);
  return paperWork(config).triples * 3 * (query + 2 * passage);
}

/** Floating-point operations of a run, with what is embedded to validate and to test it. */
export function runFlops(config: RunConfig, way: Way = "packed"): number {
  const { passage } = textFlops(encoderSizes[config.encoder], way);
  return trainingFlops(config, way) + paperWork(config).passages * passage;
}

/** Seconds of a core's work that a run takes: the measured step, as often as the run has triples, and what it embeds. */
export function coreSeconds(config: RunConfig, way: Way = "packed"): number {
  const { seconds, passagesPerSecond } = measuredSteps().of(stepSizeOf(config.encoder), way);
  const { triples, passages } = paperWork(config);
  return triples / STEP_TRIPLES * seconds + passages / passagesPerSecond;
}
