/** The best weights of a training so far, by a measure of its validations. */
import { existsSync } from "node:fs";
import path from "node:path";
import { UserError } from "../base/mod.ts";
import {
  checkSafetensors,
  restoreWeights,
  storedWeights,
  type Weights,
  writeSafetensors,
} from "../encoders/mod.ts";
import type { ValidationRecord } from "./history.ts";

export interface KeepBestOptions {
  /** The measure of the validations that decides, such as `nDCG@10`; higher is better. */
  measure: string;
  /** Validations without an improvement after which training stops; default: it never stops early. */
  patience?: number;
  /** The folder in which the best weights are kept. */
  folder: string;
}

const FILE = "best.safetensors";

/**
 * The best validation; of equal ones the first.
 *
 * @throws UserError where a validation lacks the measure or its value is not finite.
 */
export function bestValidation(
  validations: readonly ValidationRecord[],
  measure: string,
): ValidationRecord | undefined {
  const valueOf = ({ measures, step }: ValidationRecord) => {
    const value = measures[measure];
    if (Number.isFinite(value)) return value;
    if (value !== undefined) {
      throw new UserError(
        `Expected a finite ${measure} to choose the best weights by but found ${value} at step ${step}.`,
      );
    }
    throw new UserError(
      `Expected a validation to measure ${measure} but found ${
        Object.keys(measures).join(", ")
      } at step ${step}.`,
    );
  };
  const values = validations.map(valueOf);
  return values.length === 0 ? undefined : validations[values.indexOf(Math.max(...values))];
}

/** Whether so many validations have come after the best one that training stops. */
export function isOutOfPatience(validations: readonly ValidationRecord[], options: KeepBestOptions): boolean {
  const { measure, patience = Infinity } = options;
  const best = bestValidation(validations, measure);
  return best !== undefined && validations.length - 1 - validations.indexOf(best) >= patience;
}

/** Stores the weights of the best validation so far. */
export async function storeBest({ folder }: KeepBestOptions, weights: Weights): Promise<void> {
  await writeSafetensors(path.join(folder, FILE), await storedWeights(weights));
}

/**
 * Checks that the best weights of a training that is resumed are whole.
 *
 * @throws UserError where the file is gone or damaged.
 */
export async function checkBest({ folder }: KeepBestOptions): Promise<void> {
  await checkSafetensors(existing(folder));
}

/**
 * Sets the weights to the best ones. Their file stays, for a training that is interrupted after this.
 *
 * @throws UserError where the file is gone or damaged.
 */
export async function restoreBest({ folder }: KeepBestOptions, weights: Weights): Promise<void> {
  await restoreWeights(weights, existing(folder));
}

function existing(folder: string): string {
  const file = path.join(folder, FILE);
  if (existsSync(file)) return file;
  throw new UserError(
    `Expected the best weights at ${file} but the file is gone. Delete ${folder} to train again.`,
  );
}
