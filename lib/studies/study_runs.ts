/** The runs of a study: its grid, spelled out. */
import { existsSync } from "node:fs";
import path from "node:path";
import { didYouMean, UserError } from "../base/mod.ts";
import { isHubId } from "../data/mod.ts";
import {
  canonical,
  choiceOf,
  type CollectionChoice,
  drawnTriples,
  encoderNamed,
  type EncoderOptions,
  encoders,
  encoderWeights,
  entryWithList,
  fingerprintOfFile,
  hashOf,
  lengths as defaultLengths,
  needsTeacher,
  NO_ENCODER,
  ownTriples,
  type RunConfig,
  sizesOf,
  type TeacherChoice,
  teachers,
  type TrainingBudget,
  trainingPairs,
  type TripleChoice,
} from "../runs/mod.ts";
import type { CollectionPart, EncoderUse, StudyOptions, TrainingGrid } from "./study_options.ts";

/**
 * The runs of a study or of several, each once: BM25 for each collection, an untrained encoder for each encoder and lengths, and every
 * combination of the rest.
 *
 * @param folder Where relative folders and files are looked for; default the working directory.
 * @throws UserError for a collection, encoder or file that there is not.
 */
export async function studyRuns(
  studies: StudyOptions | readonly StudyOptions[],
  folder = ".",
  { triplesOf = ownTriples }: StudyRunsOptions = {},
): Promise<RunConfig[]> {
  const distinct = new Map<string, RunConfig>();
  for (const study of [studies].flat()) {
    for (const config of await runsOfOne(study, folder, triplesOf)) distinct.set(hashOf(config), config);
  }
  return [...distinct.values()];
}

export interface StudyRunsOptions {
  /** How many triples a collection or a list of its has, which decides how long an epoch is; default: they are counted. */
  readonly triplesOf?: TriplesOf;
}

type TriplesOf = (collection: CollectionChoice, list?: string) => Promise<number>;

async function runsOfOne(
  study: StudyOptions,
  folder: string,
  triplesOf: TriplesOf,
): Promise<RunConfig[]> {
  const triples = [study.triples ?? []].flat().map((each) => tripleChoice(each, folder));
  const teacher = study.teacher === undefined ? undefined : placedTeacher(study.teacher, folder);
  const found: RunConfig[] = [];
  for (const named of study.collections) {
    const collection = await collectionChoice(named, folder);
    for (const each of triples) checkList(each, collection);
    for (const encoder of study.encoders.map((each) => placed(each, folder))) {
      const configs = await runsOf({ collection, encoder, triples, teacher, triplesOf }, study);
      found.push(...configs.map(canonical));
    }
  }
  return found;
}

async function collectionChoice(named: string | CollectionPart, folder: string): Promise<CollectionChoice> {
  if (typeof named === "string") return await choiceOf(named, folder);
  const { collection, name, sizes } = named;
  const whole = await choiceOf(collection, folder);
  let known = true;
  try {
    sizesOf({ ...whole, subset: name });
  } catch {
    known = false;
  }
  if (!known) {
    const of = whole.subset === "whole" ? undefined : whole.subset;
    return { ...whole, subset: name, sizes, ...(of !== undefined && { of }) };
  }
  throw new UserError(
    `Study: expected a name of your own for a part of ${whole.name} but found "${name}", which is one of its subsets. ` +
      "Choose another name.",
  );
}

function tripleChoice(named: string | Partial<typeof drawnTriples>, folder: string): TripleChoice {
  if (typeof named !== "string") return { ...drawnTriples, ...named };
  if (entryWithList(named)) return { list: named };
  const file = path.resolve(folder, named);
  const fingerprint = fingerprintOfFile(file);
  if (fingerprint) return { file, fingerprint };
  throw new UserError(`Study: expected a file of triples but found none at ${file}.`);
}

/** @throws UserError for a list of another collection. */
function checkList(choice: TripleChoice, { name, folder }: CollectionChoice): void {
  if (!("list" in choice)) return;
  const of = entryWithList(choice.list)!.name;
  if (folder === undefined && name === of) return;
  throw new UserError(`Study: expected triples of ${name} but found "${choice.list}", a list of ${of}.`);
}

/** What a configuration says of its encoder. */
type Placed = Pick<RunConfig, "encoder" | "weights" | "encoderOptions">;

/**
 * A registered name or a hub id as it is; a folder with its full path and its weights' fingerprint.
 *
 * @param names Those that may have been meant.
 */
function placed(
  named: string | EncoderUse,
  folder: string,
  names: readonly string[] = encoders.map((each) => each.name),
): Placed {
  const { encoder: name, ...encoderOptions }: EncoderUse = typeof named === "string"
    ? { encoder: named }
    : named;
  const full = path.resolve(folder, name);
  const options: { encoderOptions?: EncoderOptions } = typeof named === "string" ? {} : { encoderOptions };
  if (encoderNamed(name)) return { encoder: name, ...options };
  if (existsSync(full)) return { encoder: full, weights: encoderWeights(full), ...options };
  // A folder of that name elsewhere would be loaded in place of the model hub's, under a name that says nothing of it.
  if (isHubId(name) && !existsSync(name)) return { encoder: name, ...options };
  const here = existsSync(name)
    ? ` Folders are relative to the study's file: found one at ${path.resolve(name)}.`
    : "";
  throw new UserError(
    `Study: expected an encoder's name, an id of the model hub, or a folder, but found "${name}", and no folder at ` +
      `${full}.${here || didYouMean(name, names)}`,
  );
}

function placedTeacher(named: NonNullable<StudyOptions["teacher"]>, folder: string): TeacherChoice {
  const { encoder: name, margins } = typeof named === "string"
    ? { encoder: named, margins: undefined }
    : named;
  const { encoder, weights } = teachers.some((each) => each.name === name)
    ? { encoder: name, weights: undefined }
    : placed(name, folder, [...teachers, ...encoders].map((each) => each.name));
  return { encoder, ...(weights !== undefined && { weights }), ...(margins && { margins }) };
}

async function runsOf(
  { collection, encoder, triples, teacher, triplesOf }: {
    collection: CollectionChoice;
    encoder: Placed;
    triples: TripleChoice[];
    teacher?: TeacherChoice;
    triplesOf: TriplesOf;
  },
  { methods, training, seeds, falseNegatives = 0, testUse }: StudyOptions,
): Promise<RunConfig[]> {
  const [seed] = seeds;
  const runs: RunConfig[] = [];
  for (const method of methods) {
    // Neither BM25 nor an untrained encoder draws anything.
    if (method.kind === "bm25") runs.push({ collection, encoder: NO_ENCODER, method, seed });
    else if (method.kind === "untrained") {
      for (const lengths of lengthsOf(training)) runs.push({ collection, ...encoder, method, lengths, seed });
    } else {
      for (const choice of triples.length > 0 ? triples : [undefined]) {
        for (const budget of await budgets(training, { collection, triples: choice, triplesOf })) {
          const trained = {
            collection,
            ...encoder,
            method,
            training: budget,
            ...(choice && { triples: choice }),
            ...(teacher && needsTeacher(method) && { teacher }),
            ...(testUse && { testUse }),
          };
          for (const share of [falseNegatives].flat()) {
            runs.push(...seeds.map((seed) => ({ ...trained, falseNegatives: share, seed })));
          }
        }
      }
    }
  }
  return runs;
}

function lengthsOf(
  { maxQueryLength = defaultLengths.maxQueryLength, maxPassageLength = defaultLengths.maxPassageLength }:
    TrainingGrid,
) {
  return combinations({ maxQueryLength, maxPassageLength }) as (typeof defaultLengths)[];
}

/** Every combination of the training's values. */
async function budgets(
  grid: TrainingGrid,
  { collection, triples, triplesOf }: {
    collection: CollectionChoice;
    triples?: TripleChoice;
    triplesOf: TriplesOf;
  },
): Promise<TrainingBudget[]> {
  const { validations = 5, validateEvery, validateAt, ...fields } = grid;
  const defaults = { warmupSteps: 0, weightDecay: 1e-6, decay: 0.99999, ...defaultLengths };
  const combined = combinations({
    ...defaults,
    ...fields,
  }) as unknown as (TrainingBudget & { epochs?: number })[];
  return await Promise.all(combined.map(async ({ epochs, ...budget }) => {
    const steps = epochs === undefined ? budget.steps : Math.ceil(epochs * await pairs() / budget.batchSize);
    const every = validateEvery ?? steps / (validations - 1);
    const regular = Array.from({ length: Math.ceil(steps / every) }, (_, i) => Math.round(i * every));
    const at = validateAt?.filter((step) => step <= steps) ?? [...regular, steps];
    return { ...budget, steps, validateAt: [...new Set(at)].sort((a, b) => a - b) };
  }));

  async function pairs() {
    if (triples && "file" in triples) {
      throw new UserError("Study: expected training.steps with a file of triples but found training.epochs.");
    }
    if (!triples || "list" in triples) return await triplesOf(collection, triples?.list);
    const { positives, negatives } = triples;
    return negatives * await trainingPairs(collection, positives);
  }
}

/** Every combination of fields that are one value or several. */
function combinations(fields: object): Record<string, unknown>[] {
  return Object.entries(fields).filter(([, value]) => value !== undefined).reduce<Record<string, unknown>[]>(
    (grid, [field, value]) =>
      grid.flatMap((each) => [value].flat().map((one) => ({ ...each, [field]: one }))),
    [{}],
  );
}
