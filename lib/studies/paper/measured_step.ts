/** A step of the paper's encoders as it was measured, on one core: `results/bench/paper_step.json`. */
import { readFileSync } from "node:fs";
import { inProject, UserError } from "../../base/mod.ts";
import { distilbert } from "./setting.ts";
import type { Way } from "./flops.ts";

/** Triples of the step that is measured: the smallest batch of the paper. */
export const STEP_TRIPLES = 32;

/** The two sizes of the paper's encoders: RoBERTa's products are those of MPNet. */
export const STEP_SIZES = ["6 layers", "12 layers"] as const;

export type StepSize = typeof STEP_SIZES[number];

/** The name of a contestant of the bench. */
export function stepName(size: StepSize, way: Way): string {
  return `${size}, ${way === "packed" ? "packed" : "padded to 20 and 200"}`;
}

export interface MeasuredStep {
  /** Seconds of a core's work, of a training step of {@linkcode STEP_TRIPLES} triples. */
  readonly seconds: number;
  /** Passages that are embedded in a second of a core's work. */
  readonly passagesPerSecond: number;
  /** The most memory that the process held. */
  readonly peakBytes: number;
}

/** The bench's file, as far as it is used here. */
interface StepBench {
  readonly machine: string;
  readonly date: string;
  readonly contestants: readonly { name: string; rounds: readonly Record<keyof MeasuredStep, number>[] }[];
}

/**
 * Reads what was measured.
 *
 * @throws UserError where it was not.
 */
export function measuredSteps(): {
  machine: string;
  date: string;
  of(size: StepSize, way: Way): MeasuredStep;
} {
  const file = inProject("results", "bench", "paper_step.json");
  const { machine, date, contestants }: StepBench = JSON.parse(readFileSync(file, "utf8"));
  return {
    machine,
    date,
    of(size, way) {
      const rounds = contestants.find(({ name }) => name === stepName(size, way))?.rounds;
      if (!rounds) {
        throw new UserError(
          `Expected "${
            stepName(size, way)
          }" in ${file} but did not find it. \`deno task bench --commit paper_step\` ` +
            "measures it.",
        );
      }
      const best = rounds.reduce((a, b) => b.seconds < a.seconds ? b : a);
      return best;
    },
  };
}

/** The size of an encoder of the paper. */
export function stepSizeOf(encoder: string): StepSize {
  return encoder === distilbert ? "6 layers" : "12 layers";
}
