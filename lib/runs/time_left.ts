/** How long the rest will take: work counted beforehand, speed measured along the way. */
import type { PartSize } from "./collections/collection_entry.ts";
import { textsOf } from "./collections/count_texts.ts";
import { entryOf, namedPart, sizesOf } from "./collections/registry.ts";
import type { RunConfig } from "./config.ts";
import { NO_ENCODER } from "./encoders/no_encoder.ts";
import { speedOf } from "./encoders/speed.ts";

/** Texts that pass through an encoder: all of a run's texts come from one collection, so they are of similar length. */
export interface Work {
  /** Texts trained on: three a triple. */
  readonly train: number;
  /** Texts encoded to be ranked or searched. */
  readonly encode: number;
}

export type Phase = keyof Work;

/** The first guess for BM25: seconds per text on two cores. */
const words = { train: 0, encode: 0.0005 };

function firstGuessOf(encoder: string): Record<Phase, number> {
  return encoder === NO_ENCODER ? words : speedOf(encoder);
}

/** Seconds of measured work from which on its own speed is used. */
const ENOUGH = 0.5;

/** Texts of what is searched: queries and passages. */
export interface SearchedTexts {
  readonly dev: number;
  readonly test: number;
}

/**
 * The work of a run.
 *
 * @param texts Default: an upper bound from the sizes of its subset, and of the collection that is here.
 */
export function workOf(config: RunConfig, texts: SearchedTexts = boundOf(config)): Work {
  if (!config.training) return { train: 0, encode: texts.test };
  const { steps, batchSize, validateAt } = config.training;
  return { train: 3 * steps * batchSize, encode: texts.test + validateAt.length * texts.dev };
}

function boundOf({ collection, training }: RunConfig): SearchedTexts {
  const { dev, test } = sizesOf(collection);
  const entry = entryOf(collection);
  const all = textsOf(collection);
  const bound = ({ queries, depth, random }: PartSize) => Math.min(all, queries * (depth + 2) + random);
  // All dev queries that have candidates are asked, whatever the size of the part that a search would take.
  const official = training?.validateBy === "official" && entry.candidateQueries?.(namedPart(collection));
  return {
    dev: official ? Math.min(all, official * 1001) : bound(dev),
    test: test === "all" ? all : bound(test),
  };
}

export interface Estimate {
  /** Adds work to be done. */
  plan(encoder: string, work: Work): void;
  /** Subtracts work done, or adds a negative amount again; where its seconds are known, they count for the speed. */
  record(encoder: string, phase: Phase, texts: number, seconds?: number): void;
  /** Seconds that the rest will take. */
  secondsLeft(): number;
}

/**
 * Starts an estimate.
 *
 * An encoder's speed in a phase is what was measured of it; before that, the first guess, scaled by how far the
 * guesses were off in what has been measured.
 *
 * @param options.jobs Runs at a time, which share the machine; default 1.
 * @param options.atOnce Runs at a time, where each has cores of its own; default: they share the machine.
 *
 * @example Half the work in ten seconds leaves ten
 * ```ts
 * import assert from "node:assert/strict";
 * const estimate = startEstimate();
 * estimate.plan("tiny", { train: 0, encode: 200 });
 * estimate.record("tiny", "encode", 100, 10);
 * assert.equal(estimate.secondsLeft(), 10);
 * ```
 */
export function startEstimate(
  { jobs = 1, atOnce }: { jobs?: number; atOnce?: () => number } = {},
): Estimate {
  const sharing = atOnce ? 1 : jobs;
  const cells = new Map<string, { guess: number; left: number; texts: number; seconds: number }>();
  const cell = (encoder: string, phase: Phase) => {
    const key = `${encoder} ${phase}`;
    let found = cells.get(key);
    if (!found) {
      cells.set(
        key,
        found = { guess: sharing * firstGuessOf(encoder)[phase], left: 0, texts: 0, seconds: 0 },
      );
    }
    return found;
  };
  return {
    plan(encoder, work) {
      cell(encoder, "train").left += work.train;
      cell(encoder, "encode").left += work.encode;
    },
    record(encoder, phase, texts, seconds) {
      const found = cell(encoder, phase);
      found.left = Math.max(0, found.left - texts);
      if (seconds === undefined) return;
      found.texts += texts;
      found.seconds += seconds;
    },
    secondsLeft() {
      let guessed = 0, measured = 0;
      for (const { guess, texts, seconds } of cells.values()) {
        guessed += guess * texts;
        measured += seconds;
      }
      const scale = measured > ENOUGH && guessed > 0 ? measured / guessed : 1;
      let left = 0;
      for (const { guess, left: texts, texts: done, seconds } of cells.values()) {
        left += texts * (seconds > ENOUGH ? seconds / done : guess * scale);
      }
      return left / (atOnce?.() ?? jobs);
    },
  };
}

/** Seconds that some runs take by the first guess alone. */
export function firstGuess(configs: readonly RunConfig[]): number {
  const estimate = startEstimate();
  for (const config of configs) estimate.plan(config.encoder, workOf(config));
  return estimate.secondsLeft();
}
