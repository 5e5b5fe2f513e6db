/** `reproduce`: runs the experiments and compares the results with the committed ones. */
import path from "node:path";
import { messageOf, UserError } from "../base/mod.ts";
import type { RunConfig, Source } from "../runs/mod.ts";
import type { ExperimentName } from "../studies/mod.ts";
import { defineCommand } from "./command.ts";
import { interruptible } from "./interruptible.ts";
import { refuseWithoutEffect } from "./no_effect.ts";
import { integerBetween } from "./number_rules.ts";
import { flag, number, oneOf, someOf, text } from "./options.ts";
import { print, say } from "./output.ts";
import { LEAVING, resourcesOf, slurmOptions, withoutSlurm } from "./slurm_options.ts";

const studies = () => import("../studies/mod.ts");
const runs = () => import("../runs/mod.ts");

export default defineCommand({
  name: "reproduce",
  summary: "Run the experiments and compare with the committed results",
  needsPackages: true,
  options: {
    tier: oneOf(async () => (await studies()).tiers, "how much is run", { shownDefault: "laptop" }),
    experiment: someOf<ExperimentName>(
      async () => (await studies()).experimentNames,
      "single studies of the tier study",
      { shownDefault: "all of the tier" },
    ),
    encoder: someOf(
      async () => [...(await runs()).encoders.map(({ name }) => name), "none"],
      "keep the runs of these encoders, none for BM25",
      { shownDefault: "all" },
    ),
    study: text("FILE", "run a study of your own: a TypeScript file with study({ … }) as its default export"),
    shard: text("I/N", "the I-th of N equal parts of the runs, for several machines"),
    list: flag("print which runs are stored and which are missing, and run nothing"),
    commit: flag("store into results/runs, which is committed, and write results/summary.md"),
    jobs: number("N", "runs at a time, each with its share of the cores", {
      rule: integerBetween(1, 999),
      shownDefault:
        "as many as cores and 4 GB of memory each allow; 1 with TensorFlow's GPU build; on a cluster no limit",
    }),
    ...slurmOptions,
  },
  examples: [
    { does: "the paper's claims with three seeds, about 20 minutes on two cores", args: "" },
    { does: "a trial in seconds", args: "--tier smoke" },
    { does: "everything that is committed, some hours", args: "--tier study" },
    {
      does: "a study of your own, on two machines (the other takes 2/2)",
      args: "--study my_study.ts --shard 1/2",
    },
    {
      does: "the same as an array job of a Slurm cluster, a GPU for each run, eight at a time",
      args: "--study my_study.ts --on slurm --partition gpu --gpu --time 4:00:00 --jobs 8",
    },
    { does: "the runs of one study", args: "--list --experiment control" },
  ],
  details: () =>
    "Runs that are stored are not computed again. A run that fails is reported at the end, and the others go on. After\n" +
    "Ctrl-C, the same command continues. Exit codes: 0; 1 where a run failed; 3 where results differ from the committed\n" +
    "ones beyond tolerance; 130 after Ctrl-C, 143 after SIGTERM.\n\n" +
    "On a cluster each run is a task of one array job. Nodes must share this folder, its cache and its results. Preempted\n" +
    "tasks, and those of a failed node, continue from their checkpoints. Ctrl-C leaves the job in the queue: the same\n" +
    "command follows it again, and with --cancel it cancels it.",
  async run({ tier, experiment, encoder, study, shard, list, commit, jobs, ...slurm }) {
    const { on, dryRun, cancel } = slurm;
    refuseWithoutEffect("reproduce", { tier, experiment, ...slurm }, [
      { when: study !== undefined, beside: "--study", options: ["tier", "experiment"] },
      { when: (experiment ?? []).length > 0, beside: "--experiment", options: ["tier"] },
      withoutSlurm(on),
    ]);
    const { cancelOnSlurm, defaultJobs, encoderLabel, runLabel, slurmScript, startOnSlurm, startWorkers } =
      await runs();
    const { loadStudies, ourRuns, referenceGrids, studyLabels, studyRuns } = await studies();
    if (tier === "paper" && list) {
      for (const [name, grid] of Object.entries(referenceGrids)) {
        print(`${name}: ${JSON.stringify(grid, null, 2)}\n`);
      }
      return 0;
    }
    const named = study !== undefined
      ? await studyRuns(await loadStudies(study), path.dirname(path.resolve(study)))
      : await ourRuns(experiment ?? tier ?? "laptop");
    const all = encoder ? named.filter((config) => encoder.includes(config.encoder)) : named;
    if (all.length === 0) {
      throw new UserError(
        `reproduce: expected runs of ${encoder?.join(", ")} but found none. Leave --encoder out.`,
      );
    }
    const configs = shard === undefined ? all : shardOf(all, shard);
    const source: Source = commit ? "committed" : "local";
    const report = await import("../report/mod.ts");
    if (list) {
      const labels = study === undefined
        ? undefined
        : studyLabels(configs).map((label, i) =>
          configs[i].training ? `${encoderLabel(configs[i])}, ${label}` : runLabel(configs[i])
        );
      print(await report.listRuns(configs, source, labels));
      return 0;
    }
    const onSlurm = { source, resources: await resourcesOf(slurm, jobs) };
    if (dryRun) {
      const missing = await report.missingRuns(configs, source);
      if (missing.length > 0) print(slurmScript(missing, onSlurm));
      else say("Nothing to submit: all runs are stored.");
      return 0;
    }
    if (cancel) {
      say(`Cancelled ${await cancelOnSlurm(configs, source)} of ${configs.length} runs.`);
      return 0;
    }
    const figures = report.startStudyFigures((files) =>
      say(`Figures, drawn again with each result: ${files.map(report.shownPath).join(", ")}`)
    );
    const failures: [RunConfig, unknown][] = [];
    const onFailure = (config: RunConfig, error: unknown) => failures.push([config, error]);
    let code = 0;
    // What is kept is said by reproduceRuns, which knows how many runs are done.
    const interrupted = await interruptible("", async (signal) => {
      const finished = await report.reproduceRuns(configs, {
        ...{ source, signal, say, onFailure, onResult: figures.add },
        place: (missing) =>
          on === "slurm"
            ? startOnSlurm(missing, { ...onSlurm, say })
            : startWorkers(Math.min(jobs ?? defaultJobs(), Math.max(1, missing.length))),
      });
      if (!finished) throw signal.reason;
      return 0;
    }, on === "slurm" ? { ending: LEAVING } : {});
    await figures.finish();
    if (interrupted) return interrupted;
    if (study !== undefined) {
      print(await report.studyTable(configs));
    } else {
      say("\nOur results, with yours beside them:\n");
      const { table, differing } = await report.reproductionTable(configs);
      print(`${table}\n${await report.methodsAndVerdicts(configs)}`);
      if (differing > 0) code = 3;
    }
    for (const [config, error] of failures) say(`Failed: ${runLabel(config)}: ${messageOf(error)}`);
    if (failures.length > 0) code = 1;
    if (commit) {
      say(`\nSummary: ${report.shownPath(await report.writeSummary())}`);
      await report.writeVerdicts();
    }
    say(`\nResults: ${report.resultsFolder(source)}, a folder for each run. Notebooks: deno task lab`);
    return code;
  },
});

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
