/** A study: a grid of runs, as a file that a user writes. */
import { existsSync } from "node:fs";
import path from "node:path";
import { UserError } from "../base/mod.ts";
import {
  choiceOf,
  type CollectionChoice,
  encoderNamed,
  encoderWeights,
  hashOf,
  lengths,
  type Method,
  methodKinds,
  methodLabel,
  NO_ENCODER,
  type RunConfig,
  type TrainingBudget,
} from "../runs/mod.ts";

/** A value, or several that the grid goes over. */
export type OneOrMore<T> = T | readonly T[];

/** Training, of which every field may be several values. */
export type TrainingGrid =
  & {
    readonly steps: OneOrMore<number>;
    readonly batchSize: OneOrMore<number>;
    readonly learningRate: OneOrMore<number>;
  }
  & {
    readonly [Field in "warmupSteps" | "weightDecay" | "decay" | "maxQueryLength" | "maxPassageLength"]?:
      OneOrMore<number>;
  }
  & {
    /** Validations at equal distances, the one before training and the one at the end included; default 5. */
    readonly validations?: number;
  };

export interface StudyOptions {
  /** As reports print it. */
  readonly name: string;
  /**
   * What is searched: a registered collection or a folder in BEIR's layout, with a subset after `#`: `wordnet#laptop`,
   * `./my-collection#part`. Without one, the whole.
   */
  readonly collections: readonly string[];
  /** What `loadEncoder` takes: names, hub ids, folders. */
  readonly encoders: readonly string[];
  readonly methods: readonly Method[];
  /** Of the methods that train. */
  readonly training: TrainingGrid;
  /** Each seeds the order of the triples. */
  readonly seeds: readonly number[];
}

/** A checked study. */
export interface Study extends StudyOptions {
  readonly kind: "study";
}

/**
 * A study, checked.
 *
 * @throws UserError that names the field that is wrong.
 *
 * @example Two losses at two learning rates
 * ```ts
 * import assert from "node:assert/strict";
 * import { margin, untrained } from "./methods.ts";
 * const { kind } = study({
 *   name: "rates",
 *   collections: ["wordnet#smoke"],
 *   encoders: ["tiny"],
 *   methods: [untrained, margin("adaptive"), margin(0.5)],
 *   training: { steps: 6, batchSize: 12, learningRate: [1e-3, 3e-3] },
 *   seeds: [1, 2],
 * });
 * assert.equal(kind, "study");
 * ```
 */
export function study(options: StudyOptions): Study {
  const refuse = (field: string, rule: string, found: unknown) =>
    new UserError(
      `Study: expected ${field} to be ${rule} but found ${JSON.stringify(found) ?? String(found)}.`,
    );
  const { name, training } = options;
  if (typeof name !== "string" || name.trim() === "") throw refuse("name", "a text", name);
  for (const field of ["collections", "encoders", "methods", "seeds"] as const) {
    if (!Array.isArray(options[field]) || options[field].length === 0) {
      throw refuse(field, "a list with at least one entry", options[field]);
    }
  }
  const texts = (field: "collections" | "encoders") => {
    const wrong = options[field].find((value) => typeof value !== "string" || value === "");
    if (wrong !== undefined) throw refuse(field, "names or folders", wrong);
  };
  texts("collections");
  texts("encoders");
  const kinds = methodKinds.map(({ kind }) => kind as string);
  const method = options.methods.find((method) => !kinds.includes(method?.kind));
  if (method !== undefined) throw refuse("methods", `of the kinds ${kinds.join(", ")}`, method);
  const seed = options.seeds.find((seed) => !(Number.isSafeInteger(seed) && seed >= 0));
  if (seed !== undefined) throw refuse("seeds", "integers of at least 0", seed);
  for (const [field, { rule, accepts, required }] of Object.entries(rules)) {
    const value = (training as Record<string, unknown> | undefined)?.[field];
    if (value === undefined && !required) continue;
    const values = Array.isArray(value) ? value : [value];
    if (values.length === 0 || !values.every(accepts)) throw refuse(`training.${field}`, rule, value);
  }
  return { kind: "study", ...options };
}

const integer = (least: number, required = false) => ({
  rule: `an integer of at least ${least}, or a list of such`,
  accepts: (value: unknown) => Number.isSafeInteger(value) && Number(value) >= least,
  required,
});
const notNegative = {
  rule: "a number of at least 0, or a list of such",
  accepts: (value: unknown) => typeof value === "number" && value >= 0 && value < Infinity,
  required: false,
};
const rules: Record<string, { rule: string; accepts(value: unknown): boolean; required: boolean }> = {
  steps: integer(1, true),
  batchSize: integer(2, true),
  learningRate: {
    rule: "a number above 0, or a list of such",
    accepts: (value) => typeof value === "number" && value > 0 && value < Infinity,
    required: true,
  },
  warmupSteps: integer(0),
  weightDecay: notNegative,
  decay: notNegative,
  maxQueryLength: integer(2),
  maxPassageLength: integer(2),
  validations: integer(2),
};

/**
 * The runs of a study, each once: BM25 for each collection, an untrained encoder for each encoder, and every combination
 * of the rest.
 *
 * @param folder Where relative folders are looked for; default the working directory.
 * @throws UserError for a collection or encoder that there is not.
 */
export async function studyRuns(study: StudyOptions, folder = "."): Promise<RunConfig[]> {
  const distinct = new Map<string, RunConfig>();
  for (const named of study.collections) {
    const collection = await choiceOf(named, folder);
    for (const encoder of study.encoders) {
      for (const method of study.methods) {
        for (const config of runsOf({ collection, encoder: placed(encoder, folder), method }, study)) {
          distinct.set(hashOf(config), config);
        }
      }
    }
  }
  return [...distinct.values()];
}

/** A registered name or a hub id as it is; a folder with its full path. */
function placed(encoder: string, folder: string): string {
  const full = path.resolve(folder, encoder);
  return !encoderNamed(encoder) && existsSync(full) ? full : encoder;
}

function runsOf(
  { collection, encoder, method }: { collection: CollectionChoice; encoder: string; method: Method },
  { training, seeds }: StudyOptions,
): RunConfig[] {
  // Neither BM25 nor an untrained encoder draws anything.
  if (method.kind === "bm25") return [{ collection, encoder: NO_ENCODER, method, seed: seeds[0] }];
  const weights = path.isAbsolute(encoder) ? { weights: encoderWeights(encoder) } : {};
  if (method.kind === "untrained") return [{ collection, encoder, ...weights, method, seed: seeds[0] }];
  return budgets(training).flatMap((training) =>
    seeds.map((seed) => ({ collection, encoder, ...weights, method, training, seed }))
  );
}

/** Every combination of the training's values. */
function budgets({ validations = 5, ...fields }: TrainingGrid): TrainingBudget[] {
  const defaults = { warmupSteps: 0, weightDecay: 1e-6, decay: 0.99999, ...lengths };
  const combined = Object.entries({ ...defaults, ...fields }).reduce<Record<string, number>[]>(
    (grid, [field, value]) =>
      grid.flatMap((each) => [value].flat().map((one) => ({ ...each, [field]: one as number }))),
    [{}],
  );
  return combined.map((budget) => {
    const { steps } = budget;
    const at = Array.from({ length: validations }, (_, i) => Math.round(steps * i / (validations - 1)));
    return { ...budget, validateAt: [...new Set(at)] } as unknown as TrainingBudget;
  });
}

/** A run of a study in words, with what the study varies: `tiny, adaptive, learning rate 0.001, seed 1`. */
export function studyLabel(config: RunConfig): string {
  const { training, seed, method } = config;
  return methodLabel(method) +
    (training ? `, ${training.steps} x ${training.batchSize} at ${training.learningRate}, seed ${seed}` : "");
}

/**
 * Loads a study from a TypeScript file, whose default export it is.
 *
 * @throws UserError where there is no such file, or its default export is no study.
 */
export async function loadStudy(file: string): Promise<Study> {
  const full = path.resolve(file);
  if (!existsSync(full)) throw new UserError(`Expected a study's file but found none at ${file}.`);
  const { default: found } = await import(new URL(`file://${full}`).href);
  if ((found as Partial<Study> | undefined)?.kind === "study") return found;
  throw new UserError(
    `Expected the default export of ${file} to be a study, as study({ … }) of kit/studies/mod.ts makes it, but found ${
      found === undefined ? "none" : typeof found
    }.`,
  );
}
