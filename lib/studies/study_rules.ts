/** What every field of a study has to be. */
import { didYouMean, UserError } from "../base/mod.ts";
import { parseMeasure } from "../metrics/mod.ts";
import { type KeepBest, kindOf, type Method, methodKinds, methodLabel, needsTeacher } from "../runs/mod.ts";
import type { Study } from "./study.ts";
import type { StudyOptions } from "./study_options.ts";

interface Rule {
  readonly rule: string;
  /** What a text that is not accepted may have been meant to be. */
  readonly names?: readonly string[];
  accepts(value: unknown): boolean;
}

/** @param names What a text that was found may have been meant to be. */
function refuse(field: string, rule: string, found: unknown, names: readonly string[] = []): UserError {
  const hint = typeof found === "string" ? didYouMean(found, names) : "";
  const shown = JSON.stringify(found) ?? String(found);
  return new UserError(`Study: expected ${field} to be ${rule} but found ${shown}.${hint}`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const isInteger = (value: unknown, least: number) => Number.isSafeInteger(value) && Number(value) >= least;
const isText = (value: unknown) => typeof value === "string" && value.trim() !== "";
const integer = (least: number): Rule => ({
  rule: `an integer of at least ${least}`,
  accepts: (value) => isInteger(value, least),
});
const number = (rule: string, accepts: (value: number) => boolean): Rule => ({
  rule,
  accepts: (value) => typeof value === "number" && value < Infinity && accepts(value),
});
const oneOf = (...values: string[]): Rule => ({
  rule: values.join(" or "),
  names: values,
  accepts: (value) => values.includes(value as string),
});
const above0 = number("a number above 0", (value) => value > 0);
const atLeast0 = number("a number of at least 0", (value) => value >= 0);
const share = number("a number from 0 to 1", (value) => value >= 0 && value <= 1);

/** Of each field of the training; all but the last three may be a list. */
const trainingRules: Record<string, Rule> = {
  steps: integer(1),
  epochs: above0,
  batchSize: integer(2),
  learningRate: above0,
  warmupSteps: integer(0),
  weightDecay: atLeast0,
  decay: above0,
  dropout: number("a number of at least 0 and below 1", (value) => value >= 0 && value < 1),
  sampling: oneOf("random", "without twins", "topic-aware", "topic-aware balanced"),
  topics: integer(1),
  chunkTokens: integer(1),
  maxQueryLength: integer(2),
  maxPassageLength: integer(2),
  validateBy: oneOf("search", "reranking", "official"),
  keepBest: { rule: "{ measure, patience }, of which patience may be left out", accepts: isObject },
  validations: integer(2),
  validateEvery: integer(1),
  validateAt: integer(0),
};
const keepBestRules: Record<string, Rule> = {
  measure: {
    rule: 'a measure such as "nDCG@10"',
    names: ["nDCG@10", "RR@10", "AP@100", "R@100"],
    accepts: isMeasure,
  },
  patience: integer(1),
};
const NOT_VARIED = ["validations", "validateEvery"];

const triplesRules: Record<string, Rule> = {
  ranks: {
    rule: "two integers from 1 up, the first at most the second",
    accepts: (value) =>
      Array.isArray(value) && value.length === 2 && value.every((rank) => isInteger(rank, 1)) &&
      value[0] <= value[1],
  },
  random: share,
  positives: integer(1),
  negatives: integer(1),
};

const encoderRules: Record<string, Rule> = {
  encoder: { rule: "a name or folder", accepts: isText },
  pooling: oneOf("mean", "cls", "pooler"),
  poolerSeed: integer(0),
  similarity: oneOf("cosine", "dot"),
  layers: integer(1),
  precision: oneOf("float32", "bfloat16"),
  prompts: {
    rule: "{ query, passage }, texts",
    accepts: (value) => isObject(value) && Object.values(value).every((each) => typeof each === "string"),
  },
};

const testUseRules: Record<string, Rule> = {
  pooling: encoderRules.pooling,
  maxQueryLength: trainingRules.maxQueryLength,
  maxPassageLength: trainingRules.maxPassageLength,
};

const partRules: Record<string, Rule> = {
  queries: integer(1),
  judged: oneOf("of the queries", "of the split"),
  depth: integer(0),
  random: integer(0),
};

const FIELDS: readonly (keyof Study)[] = [
  "kind",
  "name",
  "collections",
  "encoders",
  "methods",
  "triples",
  "falseNegatives",
  "teacher",
  "training",
  "testUse",
  "seeds",
];

/**
 * Checks a study.
 *
 * @throws UserError that names the field that is wrong.
 */
export function checkStudy(options: StudyOptions): void {
  const { name, training, triples } = options;
  checkNames("a study", options, FIELDS);
  if (!isText(name)) throw refuse("name", "a text", name);
  for (const field of ["collections", "encoders", "methods", "seeds"] as const) {
    if (!Array.isArray(options[field]) || options[field].length === 0) {
      throw refuse(field, "a list with at least one entry", options[field]);
    }
  }
  for (const collection of options.collections) checkCollection(collection);
  for (const encoder of options.encoders) {
    if (isObject(encoder)) checkFields("encoders", encoder, encoderRules, ["encoder"]);
    else if (!isText(encoder)) throw refuse("encoders", "names or folders", encoder);
  }
  for (const method of options.methods) checkMethod(method, options.teacher !== undefined);
  checkTeacher(options.teacher);
  for (const each of [triples ?? []].flat()) {
    if (isObject(each)) checkFields("triples", each, triplesRules, []);
    else if (!isText(each)) throw refuse("triples", "files, or how negatives are drawn", each);
  }
  for (const each of [options.falseNegatives ?? []].flat()) {
    if (!share.accepts(each)) throw refuse("falseNegatives", share.rule, each);
  }
  const seed = options.seeds.find((seed) => !isInteger(seed, 0));
  if (seed !== undefined) throw refuse("seeds", "integers of at least 0", seed);
  checkTraining(training);
  const { testUse = {} } = options;
  if (!isObject(testUse)) throw refuse("testUse", "{ pooling, maxQueryLength, maxPassageLength }", testUse);
  checkFields("testUse", testUse, testUseRules, []);
}

function checkCollection(collection: unknown): void {
  if (isText(collection)) return;
  if (!isObject(collection)) throw refuse("collections", "names or folders", collection);
  const { name, sizes } = collection;
  if (!isText(collection.collection)) {
    throw refuse("collections.collection", "a name or folder", collection.collection);
  }
  if (!isText(name)) throw refuse("collections.name", "a text", name);
  if (!isObject(sizes)) throw refuse("collections.sizes", "{ train, dev, test }", sizes);
  for (const part of ["train", "dev", "test"]) {
    const size = sizes[part];
    if (size === "all" && part !== "dev") continue;
    if (!isObject(size)) {
      throw refuse(
        `collections.sizes.${part}`,
        `${part === "dev" ? "" : "all, or "}{ queries, judged, depth, random }`,
        size,
      );
    }
    checkFields(`collections.sizes.${part}`, size, partRules, Object.keys(partRules));
  }
}

function checkMethod(method: Method, hasTeacher: boolean): void {
  const kinds = methodKinds.map(({ kind }) => kind as string);
  if (!kinds.includes(method?.kind)) {
    throw refuse("methods", `of the kinds ${kinds.join(", ")}`, method?.kind ?? method, kinds);
  }
  const { options, needs, problem: problemOf } = kindOf(method);
  checkNames(`the method ${method.kind}`, method, ["kind", ...options]);
  const needed = needs?.(method);
  const named = `"${methodLabel(method)}", which needs ${needed}`;
  if (needed === "teacher grades") {
    throw new UserError(
      `Study: expected methods whose numbers a teacher can give but found ${named}.`,
    );
  }
  if (needsTeacher(method) && !hasTeacher) {
    throw new UserError(
      `Study: expected a teacher for ${named}, but found none. Name one as teacher: "minilm-softmax".`,
    );
  }
  const problem = problemOf?.(method);
  if (problem !== undefined) {
    // Such as "orientation to be paper or reference": the names that it may have are words of the rule.
    const [option, ...words] = problem.split(/[\s,]+/);
    const found = String((method as unknown as Record<string, unknown>)[option]);
    throw new UserError(
      `Study: expected a method's ${problem} but found ${JSON.stringify(method)}.${didYouMean(found, words)}`,
    );
  }
}

function checkTeacher(teacher: unknown): void {
  if (teacher === undefined || isText(teacher)) return;
  if (!isObject(teacher)) throw refuse("teacher", "a name or folder", teacher);
  const margins: Rule = {
    rule: "{ mean, spread }, numbers above 0",
    accepts: (value) => isObject(value) && above0.accepts(value.mean) && above0.accepts(value.spread),
  };
  checkFields("teacher", teacher, { encoder: encoderRules.encoder, margins }, ["encoder"]);
}

function checkTraining(training: unknown): void {
  if (!isObject(training)) throw refuse("training", "{ steps, batchSize, learningRate, … }", training);
  for (const pair of [["steps", "epochs"]]) {
    const found = pair.filter((field) => training[field] !== undefined);
    if (found.length !== 1) {
      throw refuse(
        "training",
        `with one of ${pair.join(" and ")}`,
        found.length === 0 ? "neither" : found.join(" and "),
      );
    }
  }
  const validations = ["validations", "validateEvery", "validateAt"].filter((field) =>
    training[field] !== undefined
  );
  if (validations.length > 1) {
    throw refuse(
      "training",
      "with one of validations, validateEvery and validateAt",
      validations.join(" and "),
    );
  }
  checkFields("training", training, trainingRules, ["batchSize", "learningRate"], { lists: true });
  for (const keepBest of [training.keepBest ?? []].flat()) {
    checkFields("training.keepBest", keepBest as object, keepBestRules, ["measure"]);
  }
}

/** Checks that fields are known, those needed are there, and each follows its rule. */
function checkFields(
  place: string,
  found: object,
  rules: Readonly<Record<string, Rule>>,
  needed: readonly string[],
  { lists = false } = {},
): void {
  checkNames(place, found, Object.keys(rules));
  for (const [field, { rule, names, accepts }] of Object.entries(rules)) {
    const value = (found as Record<string, unknown>)[field];
    if (value === undefined && !needed.includes(field)) continue;
    const varied = lists && !NOT_VARIED.includes(field);
    const values = varied && Array.isArray(value) ? value : [value];
    if (values.length === 0 || !values.every(accepts)) {
      const wrong = values.find((each) => !accepts(each));
      throw refuse(`${place}.${field}`, varied ? `${rule}, or a list of such` : rule, wrong ?? value, names);
    }
  }
}

/** Checks that all fields are known: one that is not would be without effect. */
function checkNames(place: string, found: object, known: readonly string[]): void {
  const unknown = Object.keys(found).find((field) => !known.includes(field));
  if (unknown !== undefined) {
    throw refuse(`the fields of ${place}`, `among ${known.join(", ")}`, unknown, known);
  }
}

function isMeasure(value: unknown): value is KeepBest["measure"] {
  if (typeof value !== "string") return false;
  try {
    parseMeasure(value);
    return true;
  } catch {
    return false;
  }
}
