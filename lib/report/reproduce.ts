/** The experiments, reproduced: which runs are stored, the missing ones computed, and a comparison with the committed. */
import path from "node:path";
import {
  checkOutputFolder,
  counted,
  duration,
  fileSize,
  inCache,
  root,
  roughly,
  textTable,
  withInterval,
} from "../base/mod.ts";
import {
  collectionLabel,
  countTexts,
  diskOfEncoders,
  encoderLabel,
  encoderOfRun,
  fetchEncoders,
  firstGuess,
  hashOf,
  isCurrent,
  isKept,
  isStored,
  loadResults,
  NO_ENCODER,
  type Place,
  type RunConfig,
  runExperiment,
  runFolder,
  type RunResult,
  type Source,
} from "../runs/mod.ts";
import { compareResults, estimate, judgeClaims, means, runLabels, studyLabels } from "../studies/mod.ts";
import { comparisonTable } from "./comparison_table.ts";
import { relevanceNote } from "./measure_notes.ts";
import { methodRows } from "./method_rows.ts";
import { textTable as methodTable } from "./table.ts";
import { verdictTable } from "./verdicts.ts";

const DONE = { committed: "done (with the project)", local: "done (here)", both: "done" } as const;

/**
 * A line for each run, with its hash and whether it is stored; and a line with the totals.
 *
 * @param labels What each run is called; default its method and the settings in which runs differ.
 * @param source Where `reproduce` would store results: with "local", runs that came with the project count as done too.
 */
export async function listRuns(
  configs: readonly RunConfig[],
  source: Source,
  labels: readonly string[] = runLabels(configs),
): Promise<string> {
  const states = await Promise.all(configs.map(async (config) => {
    if (await isCurrent(config, source)) return source === "local" ? DONE.local : DONE.both;
    return source === "local" && isStored(config, "committed") ? DONE.committed : "missing";
  }));
  const width = Math.max(...states.map(({ length }) => length));
  const lines = configs.map((config, i) =>
    `${hashOf(config)}  ${states[i].padEnd(width)}  ${collectionLabel(config)}: ${labels[i]}\n`
  );
  const count = (state: string) => states.filter((each) => each === state).length;
  const folders = source === "local"
    ? `${resultsFolder("committed")} and ${resultsFolder("local")}`
    : resultsFolder(source);
  const toCompare = count(DONE.committed);
  lines.push(
    `${counted(configs.length, "run")}, ${count("missing")} missing in ${folders}.` +
      (toCompare > 0
        ? ` \`reproduce\` computes ${toCompare} that came with the project here too, to compare.`
        : "") +
      "\n",
  );
  return lines.join("");
}

/** Those runs that are not stored, or not of the encoder's present weights. */
export async function missingRuns(
  configs: readonly RunConfig[],
  source: Source,
  options: { keepsEncoder?: boolean } = {},
): Promise<RunConfig[]> {
  const current = await Promise.all(configs.map((config) => isCurrent(config, source, options)));
  return configs.filter((_, i) => !current[i]);
}

export interface ReproduceRunsOptions {
  /** Where results are stored. */
  source: Source;
  /** Whether trained encoders are kept too, and runs without theirs are computed again; default false. */
  keepsEncoder?: boolean;
  /** Whether each has a GPU of a cluster, so that an estimate for cores says nothing; default false. */
  onCards?: boolean;
  /** Where the missing runs are performed. */
  place: (missing: readonly RunConfig[]) => Place | Promise<Place>;
  signal: AbortSignal;
  /** Gets the names of the runs that could not be done, and why. */
  onFailure: (label: string, error: unknown) => void;
  /** Gets each result, those that were stored included. */
  onResult?: (result: RunResult, state: { readonly stored: boolean }) => void;
  /** Gets each line on the progress. */
  say: (line: string) => void;
}

/**
 * Computes the runs that are not stored yet.
 *
 * @returns Whether all runs were finished; false where the signal interrupted them.
 */
export async function reproduceRuns(
  configs: readonly RunConfig[],
  options: ReproduceRunsOptions,
): Promise<boolean> {
  const { source, keepsEncoder, onCards = false, signal, say } = options;
  const started = performance.now();
  const missing = await missingRuns(configs, source, { keepsEncoder });
  const labels = distinctLabels(configs);
  const width = Math.max(...labels.values().map(({ length }) => length));
  const labelOf = (config: RunConfig) => labels.get(hashOf(config))!;
  if (missing.length > 0) {
    await checkOutputFolder(runFolder(source, ""));
    await checkOutputFolder(inCache("checkpoints"));
    await countTexts(missing);
    say(
      `${missing.length} of ${counted(configs.length, "run")} to compute${
        onCards ? "" : `: ${roughly(firstGuess(missing))} on two cores once the data is prepared`
      }. The estimate is updated during the runs.`,
    );
    if (keepsEncoder) say(diskInWords(missing));
  }
  // Here, so that not every process fetches it.
  await fetchEncoders(missing.map(({ encoder }) => encoder));
  let place: Place | undefined;
  let computed = 0, finished = 0;
  try {
    place = await options.place(missing);
    await runExperiment(configs, {
      signal,
      source,
      keepsEncoder,
      jobs: place.jobs,
      atOnce: place.atOnce,
      labelOf,
      onFailure: (config, error) => options.onFailure(labelOf(config), error),
      perform: place.perform,
      onResult(result, { stored }) {
        finished++;
        options.onResult?.(result, { stored });
        if (stored) return;
        computed++;
        const place = `${finished} of ${configs.length}`;
        say(resultLine(result, { place, label: labelOf(result.config).padEnd(width) }));
      },
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    say(
      `Interrupted after ${finished} of ${counted(configs.length, "run")}: what is finished is stored. ${
        place?.whenLeft() ?? "What is in the queue goes on."
      }`,
    );
    return false;
  } finally {
    place?.end();
  }
  const seconds = (performance.now() - started) / 1000;
  const stored = finished - computed, failed = configs.length - finished;
  const others = (stored > 0 ? `; ${counted(stored, "was", "were")} stored already` : "") +
    (failed > 0 ? `; ${failed} failed` : "");
  say(`Computed ${computed} of ${counted(configs.length, "run")} in ${duration(seconds)}${others}.`);
  return true;
}

/** What keeping the encoders of some runs takes, in words. */
function diskInWords(configs: readonly RunConfig[]): string {
  const { bytes, unknown } = diskOfEncoders(configs);
  const others = unknown > 0
    ? `, and ${counted(unknown, "encoder")} whose size is not known before it is fetched`
    : "";
  return `The trained encoders will take about ${fileSize(bytes)} in ${
    shownPath(encoderOfRun(""))
  }${others}.`;
}

/** The encoders that are named at the end; those of more runs are counted. */
const MOST_NAMED = 10;

/** Which run has its encoder in which folder, a line each. */
export async function keptEncoders(configs: readonly RunConfig[]): Promise<string> {
  const labels = distinctLabels(configs);
  const trained = new Map(configs.filter(({ training }) => training).map((each) => [hashOf(each), each]));
  const kept: string[] = [];
  for (const [hash, config] of trained) {
    if (await isKept(config)) kept.push(`  ${labels.get(hash)}: ${shownPath(encoderOfRun(hash))}`);
  }
  if (kept.length === 0) return "Encoders: none was kept.";
  const more = kept.length - MOST_NAMED;
  return ["Encoders:", ...kept.slice(0, MOST_NAMED), ...(more > 0 ? [`  and ${more} more`] : [])].join("\n");
}

/** A damaged run is named and left out of a table. */
const onDamaged = ({ message }: Error) => console.warn(message);

/**
 * The results that came with the project and the user's own, in one table, or a line where the project has none of these; and
 * how many differ beyond tolerance.
 */
export async function reproductionTable(
  configs: readonly RunConfig[],
): Promise<{ table: string; hasOurs: boolean; differing: number }> {
  const stored = (from: Source) =>
    loadResults(configs.filter((config) => isStored(config, from)), { prefer: from, onDamaged });
  const [ours, yours] = [await stored("committed"), await stored("local")];
  if (ours.length === 0) {
    const trial = configs.some(isTrial) ? "; a trial is never judged" : "";
    return { table: `No committed results for these${trial}.\n`, hasOurs: false, differing: 0 };
  }
  const rows = compareResults(ours, yours);
  const note = relevanceNote([...ours, ...yours]);
  return {
    table: comparisonTable(rows) + (note && `${note}\n`),
    hasOurs: true,
    differing: rows.filter(({ verdict }) => verdict === "DIFFERS").length,
  };
}

const isTrial = ({ scale }: RunConfig) => scale !== undefined;

/**
 * The methods side by side, and the verdicts that these runs give on the claims, where they say something of any: runs from
 * here, or that came with the project.
 */
export async function methodsAndVerdicts(configs: readonly RunConfig[]): Promise<string> {
  const results = await loadResults(
    configs.filter((config) => isStored(config, "committed") || isStored(config, "local")),
    { prefer: "local", onDamaged },
  );
  if (results.length === 0) return "";
  const caption = ["Methods, means over seeds and queries:", relevanceNote(results)].join(" ").trimEnd();
  const methods = `${methodTable(methodRows(results), { caption })}\n`;
  const judged = judgeClaims(results);
  if (judged.every(({ evidence }) => evidence.length === 0)) {
    return configs.some(isTrial) ? methods : `${methods}\nThese runs say nothing of any claim.\n`;
  }
  return `${methods}\n` +
    "Verdicts on the claims from these runs. The README's rest on tier study, with up to five seeds and more methods, and " +
    "can differ: fewer seeds give wider intervals, and fewer than three decide nothing.\n\n" +
    verdictTable(judged);
}

/** The results of a study, one table a collection, in the order of the study. */
export async function studyTable(configs: readonly RunConfig[]): Promise<string> {
  const results = await loadResults(
    configs.filter((config) => isStored(config, "committed") || isStored(config, "local")),
    { onDamaged },
  );
  const groups = Map.groupBy(results, ({ config }) => collectionLabel(config));
  return [...groups].map(([collection, group]) => {
    const labels = studyLabels(group.map(({ config }) => config));
    const rows = group.map((result, i) => {
      const { encoder } = result.config;
      const others = (["RR@10", "R@100"] as const).map((name) => estimate(result, name).mean.toFixed(3));
      return [
        encoder === NO_ENCODER ? "–" : encoderLabel(result.config),
        labels[i],
        withInterval(estimate(result, "nDCG@10")),
        ...others,
      ];
    });
    const note = relevanceNote(group);
    return `${collection}, ${group[0].queries.length} test queries${note && `. ${note}`}\n` +
      textTable([["encoder", "method", "nDCG@10", "RR@10", "R@100"], ...rows], { left: [0, 1] });
  }).join("\n");
}

/** The folder of a source's results, relative to the project where it lies inside. */
export function resultsFolder(source: Source): string {
  return shownPath(runFolder(source, ""));
}

/** A path, relative to the project where it lies inside. */
export function shownPath(file: string): string {
  const relative = path.relative(root, file);
  return relative.startsWith("..") ? file : relative;
}

/** By hash: what tells each run from the others, and its collection where there are several. */
function distinctLabels(configs: readonly RunConfig[]): Map<string, string> {
  const several = new Set(configs.map(collectionLabel)).size > 1;
  const place = (config: RunConfig) => several ? `${collectionLabel(config)}: ` : "";
  const labels = runLabels(configs);
  return new Map(configs.map((config, i) => [hashOf(config), place(config) + labels[i]]));
}

function resultLine(result: RunResult, { place, label }: { place: string; label: string }): string {
  const numbers = Object.entries(means(result)).map(([name, value]) => `${name} ${value.toFixed(3)}`)
    .join("  ");
  return `${place.padStart(8)}  ${label}  ${numbers}  in ${duration(result.seconds)}`;
}
