/** The runs that `reproduce` is about, by its options. */
import path from "node:path";
import { UserError } from "../base/mod.ts";
import { countTexts, entryOf, namedPart, ownTriples, type RunConfig } from "../runs/mod.ts";
import {
  checkForPaper,
  estimateInWords,
  type ExperimentName,
  fetchForPaper,
  gpuHoursInWords,
  isOfPaper,
  loadStudies,
  missingForPaper,
  missingForStudy,
  missingInWords,
  ourRuns,
  runLabels,
  studyRuns,
  type StudyRunsOptions,
  type Tier,
  trialOf,
} from "../studies/mod.ts";

/** The options that decide. */
export interface RunChoice {
  readonly tier?: Tier;
  readonly experiment?: readonly ExperimentName[];
  readonly encoder?: readonly string[];
  readonly study?: string;
  readonly scale?: number;
  readonly fetch?: boolean;
  readonly shard?: string;
  /** Whether they are only looked at: what they need may then be missing. */
  readonly look?: boolean;
}

export interface ChosenRuns {
  /** What they are called together: a tier, studies, or the name of a user's own. */
  readonly name: string;
  readonly configs: readonly RunConfig[];
  /** What a list calls each; default its method and the settings in which they differ. */
  readonly labels?: readonly string[];
  /** What is missing, and what the paper's runs would take, where they are only looked at. */
  readonly note?: string;
}

/**
 * The chosen runs.
 *
 * @throws UserError where there are none, or where the paper's experiments lack what they need.
 */
export async function chosenRuns(choice: RunChoice): Promise<ChosenRuns> {
  const { tier = "laptop", experiment = tier, study, scale, look } = choice;
  const trial = scale === undefined ? "" : ` trial ${scale}`;
  if (study !== undefined) {
    const studies = await loadStudies(study);
    const folder = path.dirname(path.resolve(study));
    const { options, note } = look ? whereNotCounted() : {};
    const configs = narrowed(await studyRuns(studies, folder, options), choice);
    const missing = look ? missingInWords(await missingForStudy(configs), "Study") : undefined;
    const notes = [note?.() ?? [], missing ?? []].flat().join("\n");
    const names = new Set(studies.map(({ name }) => name));
    const name = names.size === 1 ? studies[0].name : path.parse(study).name;
    return { name: name + trial, configs, ...(notes && { note: notes }) };
  }
  const name = [experiment].flat().join(" ") + trial;
  if (!isOfPaper(experiment)) return { name, configs: narrowed(await ourRuns(experiment), choice) };
  if (look) return { name, ...await lookedAtForPaper(experiment, choice) };
  // What encoders there are does not depend on how long an epoch is.
  const { configs: needed } = await withoutCounting(experiment, choice);
  if (choice.fetch) await fetchForPaper(needed.map(({ encoder }) => encoder));
  await checkForPaper(needed);
  return { name, configs: narrowed(await ourRuns(experiment), choice) };
}

/** The paper's runs, each with what it would take, whether or not they could run here. */
async function lookedAtForPaper(
  experiment: Tier | readonly ExperimentName[],
  choice: RunChoice,
): Promise<Omit<ChosenRuns, "name">> {
  const assumed = await withoutCounting(experiment, choice);
  const missing = await missingForPaper(assumed.configs.map(({ encoder }) => encoder));
  const counted = !missing.files.some((name) => name.startsWith("qidpid"));
  const configs = counted ? narrowed(await ourRuns(experiment), choice) : assumed.configs;
  await countTexts(configs);
  const labels = runLabels(configs).map((label, i) => `${label}: ${gpuHoursInWords(configs[i])}`);
  const notes = [
    estimateInWords(configs),
    ...(counted ? [] : [epochNote(assumed.triples)]),
    missingInWords(missing) ?? [],
  ];
  return { configs, labels, note: notes.flat().join("\n") };
}

/** The runs without a look at MS MARCO: an epoch has as many triples as there can be. */
async function withoutCounting(experiment: Tier | readonly ExperimentName[], choice: RunChoice) {
  const { MOST_TRIPLES: triples } = await import("../data/mod.ts");
  const all = await ourRuns(experiment, { triplesOf: () => Promise.resolve(triples) });
  return { triples, configs: narrowed(all, choice) };
}

/** How a study's epochs are counted where the list of pairs is not here; and the note on that, where one was not. */
function whereNotCounted(): { options: StudyRunsOptions; note: () => string | undefined } {
  let assumed: number | undefined;
  return {
    options: {
      async triplesOf(collection, list) {
        const missing = await entryOf(collection).missing?.(namedPart(collection), {
          lists: [list],
          official: false,
        });
        if (!missing?.some((name) => name.startsWith("qidpid"))) return await ownTriples(collection, list);
        return assumed = (await import("../data/mod.ts")).MOST_TRIPLES;
      },
    },
    note: () => assumed === undefined ? undefined : epochNote(assumed),
  };
}

function epochNote(triples: number): string {
  return `An epoch is taken as the most triples that there can be, ${
    triples.toLocaleString("en")
  }: the hashes of ` +
    "runs that take one are others once the list of pairs is here.";
}

/** Those of some encoders, with a share of their steps, and of them a part. */
function narrowed(named: readonly RunConfig[], { encoder, scale = 1, shard }: RunChoice): RunConfig[] {
  const all = encoder ? named.filter((config) => encoder.includes(config.encoder)) : named;
  if (all.length === 0) {
    throw new UserError(
      `reproduce: expected runs of ${encoder?.join(", ")} but found none. Leave --encoder out.`,
    );
  }
  const scaled = all.map((config) => trialOf(config, scale));
  return shard === undefined ? scaled : shardOf(scaled, shard);
}

/** @throws UserError where the shard is not I/N with I from 1 to N. */
function shardOf(configs: RunConfig[], shard: string): RunConfig[] {
  const [, i, n] = (/^(\d{1,4})\/(\d{1,4})$/.exec(shard) ?? []).map(Number);
  if (!(i >= 1 && i <= n)) {
    throw new UserError(
      `reproduce: expected --shard to be I/N with I from 1 to N, such as 1/4, but found "${shard}".`,
    );
  }
  return configs.filter((_, at) => at % n === i - 1);
}
