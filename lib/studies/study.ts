/** A study: a grid of runs, as a file that a user writes. */
import { existsSync } from "node:fs";
import path from "node:path";
import { UserError } from "../base/mod.ts";
import type { DrawnTriples, EncoderOptions, Method, PartSizes, TrainingBudget } from "../runs/mod.ts";
import { checkStudy } from "./study_rules.ts";

/** A value, or several that the grid goes over. */
export type OneOrMore<T> = T | readonly T[];

type Varied<Fields extends keyof TrainingBudget> = {
  readonly [Field in Fields]?: OneOrMore<NonNullable<TrainingBudget[Field]>>;
};

/** Training, of which nearly every field may be several values. */
export interface TrainingGrid extends
  Varied<
    | "steps"
    | "warmupSteps"
    | "weightDecay"
    | "decay"
    | "maxQueryLength"
    | "maxPassageLength"
    | "dropout"
    | "sampling"
  >,
  Varied<"chunkTokens" | "topics" | "validateBy" | "keepBest"> {
  /** Passes over the pairs of queries and relevant passages, instead of steps. */
  readonly epochs?: OneOrMore<number>;
  readonly batchSize: OneOrMore<number>;
  readonly learningRate: OneOrMore<number>;
  /** Validations at equal distances, the one before training and the one at the end included; default 5. */
  readonly validations?: number;
  /** Steps between two validations, instead of their number. */
  readonly validateEvery?: number;
  /** The steps after which is validated, instead of their number; 0 is before training. */
  readonly validateAt?: readonly number[];
}

/** A part of a collection that has no name there. */
export interface CollectionPart {
  /** A registered collection or a folder in BEIR's layout. */
  readonly collection: string;
  /** What the part is called: tables print `COLLECTION-NAME`. */
  readonly name: string;
  readonly sizes: PartSizes;
}

/** An encoder that is used otherwise than its folder says. */
export interface EncoderUse extends EncoderOptions {
  readonly encoder: string;
}

export interface StudyOptions {
  /** As reports print it. */
  readonly name: string;
  /**
   * What is searched: a registered collection or a folder in BEIR's layout, with a subset after `#`: `wordnet#laptop`,
   * `./my-collection#part`. Without one, the whole.
   */
  readonly collections: readonly (string | CollectionPart)[];
  /** What `loadEncoder` takes: names, hub ids, folders. */
  readonly encoders: readonly (string | EncoderUse)[];
  readonly methods: readonly Method[];
  /**
   * What is trained on: files of triples, or how negatives are drawn for the positives of the train queries (from the
   * ranks 1 to 50 of BM25, one each, where nothing else is said). Default: the collection's own.
   */
  readonly triples?: OneOrMore<string | Partial<DrawnTriples>>;
  /** Of the methods that train. */
  readonly training: TrainingGrid;
  /** Each seeds the order of the triples, and what is dropped. */
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
  checkStudy(options);
  return { kind: "study", ...options };
}

/**
 * Loads a study from a TypeScript file, whose default export it is; or several, a list of them, which are run in turn.
 *
 * @throws UserError where there is no such file, or its default export is no study.
 */
export async function loadStudies(file: string): Promise<readonly Study[]> {
  const full = path.resolve(file);
  if (!existsSync(full)) throw new UserError(`Expected a study's file but found none at ${file}.`);
  const { default: found } = await import(new URL(`file://${full}`).href);
  const all: readonly Partial<Study | undefined>[] = Array.isArray(found) ? found : [found];
  if (all.length > 0 && all.every((each) => each?.kind === "study")) return all as readonly Study[];
  throw new UserError(
    `Expected the default export of ${file} to be a study, as study({ … }) of kit/studies/mod.ts makes it, or a list of ` +
      `studies, but found ${found === undefined ? "none" : typeof found}.`,
  );
}
