/** `reproduce`: runs the experiments, and puts the results beside ours. */
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { duration, messageOf, root, UserError } from "../base/mod.ts";
import { fetchMiniLM } from "../data/mod.ts";
import {
  collectionLabel,
  defaultJobs,
  encoderNames,
  firstGuess,
  hashOf,
  isCurrent,
  isStored,
  loadResults,
  type RunConfig,
  runExperiment,
  runFolder,
  runLabel,
  type RunResult,
  type Source,
  startWorkers,
  type Subset,
  type Tier,
  tiers,
} from "../runs/mod.ts";
import {
  compareResults,
  comparisonTable,
  experimentNames,
  means,
  plan,
  referenceGrids,
} from "../studies/mod.ts";
import { writeSummary } from "../report/mod.ts";

const subsets: readonly Subset[] = ["whole", "laptop", "smoke"];

const help = `deno task reproduce [options]

Runs the experiments that are not stored yet, and compares the results with those that came with the project.

  --tier NAME        ${tiers.join(", ")}; default laptop
  --experiment NAME  ${experimentNames.join(", ")}; may be repeated; default all
  --encoder NAME     ${encoderNames.join(", ")} (BM25); may be repeated; default all of the tier
  --collection NAME  what is searched: ${subsets.join(", ")} (of wordnet); default the tier's own
  --list             says which runs there are, and which are stored; runs nothing
  --commit           stores into results/runs, which is committed, and writes results/summary.md
  --jobs N           runs at a time, each with its share of the cores; default as many as cores, and 4 GB each,
                     allow, and 1 with the GPU build of TensorFlow
  --help

Ctrl-C ends it; the same command goes on where it was.
`;

/**
 * The command `reproduce`.
 *
 * @returns The exit code: 0, or 130 where it was interrupted.
 * @throws UserError for an unknown option or value, and at tier `paper`, whose data cannot be had yet.
 */
export async function reproduce(args: string[]): Promise<number> {
  const options = parse(args);
  if (options.help) {
    console.log(help);
    return 0;
  }
  if (options.tier === "paper" && options.list) {
    for (const [name, grid] of Object.entries(referenceGrids)) {
      console.log(`${name}: ${JSON.stringify(grid, null, 2)}`);
    }
    return 0;
  }
  const configs = plan(options.tier, options);
  if (options.list) {
    await list(configs, options.source);
    return 0;
  }
  const finished = await run(configs, options);
  if (!finished) return 130;
  await conclude(configs, options.source);
  return 0;
}

function parse(args: string[]) {
  const { values } = parsed(args);
  const { tier = "laptop", experiment, encoder, collection, commit, jobs, list, help } = values;
  return {
    tier: oneOf("--tier", tier, tiers) as Tier,
    experiments: experiment?.map((name) => oneOf("--experiment", name, experimentNames)),
    encoders: encoder?.map((name) => oneOf("--encoder", name, encoderNames)),
    subset: collection === undefined ? undefined : oneOf("--collection", collection, subsets),
    source: (commit ? "committed" : "local") as Source,
    jobs: jobs === undefined ? defaultJobs() : count("--jobs", jobs),
    list,
    help,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        tier: { type: "string" },
        experiment: { type: "string", multiple: true },
        encoder: { type: "string", multiple: true },
        collection: { type: "string" },
        commit: { type: "boolean" },
        jobs: { type: "string" },
        list: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    const reason = messageOf(error).split(". ")[0];
    throw new UserError(`reproduce: ${reason}. \`deno task reproduce --help\` lists the options.`);
  }
}

function oneOf<Name extends string>(option: string, value: string, names: readonly Name[]): Name {
  if ((names as readonly string[]).includes(value)) return value as Name;
  throw new UserError(`reproduce: expected ${option} to be one of ${names.join(", ")} but found "${value}".`);
}

function count(option: string, value: string): number {
  if (/^[1-9]\d{0,2}$/.test(value)) return Number(value);
  throw new UserError(`reproduce: expected ${option} to be a number from 1 to 999 but found "${value}".`);
}

async function list(configs: RunConfig[], source: Source): Promise<void> {
  let missing = 0;
  for (const config of configs) {
    const done = await isCurrent(config, source);
    if (!done) missing++;
    console.log(
      `${hashOf(config)}  ${done ? "done   " : "missing"}  ${collectionLabel(config)}: ${runLabel(config)}`,
    );
  }
  console.log(`${configs.length} runs, ${missing} missing in ${shown(runFolder(source, ""))}.`);
}

/** @returns Whether all runs were finished. */
async function run(configs: RunConfig[], options: { source: Source; jobs: number }): Promise<boolean> {
  const { source } = options;
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    say("Ending after the present step; once more ends at once.");
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, interrupt);
  const started = performance.now();
  const current = await Promise.all(configs.map((config) => isCurrent(config, source)));
  const missing = configs.filter((_, i) => !current[i]);
  if (missing.length > 0) {
    say(
      `${missing.length} of ${configs.length} runs to compute: about ${duration(firstGuess(missing))} ` +
        "on two cores once the data is prepared, to be measured as it goes.",
    );
  }
  // Once, and not in each process.
  if (missing.some(({ encoder }) => encoder === "minilm")) await fetchMiniLM();
  const workers = startWorkers(Math.min(options.jobs, Math.max(1, missing.length)));
  let computed = 0, finished = 0;
  try {
    await runExperiment(configs, {
      signal: controller.signal,
      source,
      jobs: workers.jobs,
      perform: workers.perform,
      onResult(result, { stored }) {
        finished++;
        if (stored) return;
        computed++;
        say(resultLine(result, `${finished} of ${configs.length}`));
      },
    });
  } catch (error) {
    clearLine();
    if (!controller.signal.aborted) throw error;
    say(
      `Interrupted after ${finished} of ${configs.length} runs, which are stored; checkpoints keep those that ` +
        "were going on. Run the same command again to go on.",
    );
    return false;
  } finally {
    workers.end();
    for (const signal of signals) process.off(signal, interrupt);
  }
  const seconds = (performance.now() - started) / 1000;
  const others = computed < configs.length ? "; the others were stored already" : "";
  say(`Computed ${computed} of ${configs.length} runs in ${duration(seconds)}${others}.`);
  return true;
}

async function conclude(configs: RunConfig[], source: Source): Promise<void> {
  const stored = (source: Source) =>
    loadResults(configs.filter((config) => isStored(config, source)), { prefer: source });
  console.log(`\nOurs, and yours beside them:\n`);
  console.log(comparisonTable(compareResults(await stored("committed"), await stored("local"))));
  if (source === "committed") console.log(`Summary: ${shown(await writeSummary())}`);
  console.log(`Results: ${shown(runFolder(source, ""))}, a folder a run. Notebooks: deno task lab`);
}

function resultLine(result: RunResult, place: string): string {
  const numbers = Object.entries(means(result)).map(([name, value]) => `${name} ${value.toFixed(3)}`).join(
    "  ",
  );
  return `${place.padStart(8)}  ${runLabel(result.config).padEnd(40)}  ${numbers}  in ${
    duration(result.seconds)
  }`;
}

/** A line of its own, also where a live line is being drawn. */
function say(line: string): void {
  clearLine();
  console.log(line);
}

function clearLine(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
}

function shown(file: string): string {
  const relative = path.relative(root, file);
  return relative.startsWith("..") ? file : relative;
}
