/** A study: a grid of runs, as a file that a user writes. */
import { existsSync } from "node:fs";
import path from "node:path";
import { didYouMean, messageOf, UserError } from "../base/mod.ts";
import * as methods from "./methods.ts";
import type { StudyOptions } from "./study_options.ts";
import { checkStudy } from "./study_rules.ts";

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
  const { default: found } = await importOf(full);
  const all: readonly Partial<Study | undefined>[] = Array.isArray(found) ? found : [found];
  if (all.length > 0 && all.every((each) => each?.kind === "study")) return all as readonly Study[];
  throw new UserError(
    `Expected the default export of ${file} to be a study, as study({ … }) of kit/studies/mod.ts makes it, or a list of ` +
      `studies, but found ${found === undefined ? "none" : typeof found}.`,
  );
}

/**
 * Imports a study's file.
 *
 * @throws UserError for a name in it that is not there, such as a method's that is misspelt.
 */
async function importOf(file: string): Promise<{ default?: unknown }> {
  try {
    return await import(new URL(`file://${file}`).href);
  } catch (error) {
    const [, name] = /^(\S+) is not defined$|export named '(\S+)'/.exec(messageOf(error))?.filter(Boolean) ??
      [];
    if (name === undefined) throw error;
    const names = ["study", ...Object.keys(methods)];
    throw new UserError(
      `Expected ${file} to use names that there are, such as ${
        names.join(", ")
      } of kit/studies/mod.ts, but found ` +
        `"${name}".${didYouMean(name, names)}`,
    );
  }
}
