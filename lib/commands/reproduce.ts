/** `reproduce`: runs the experiments and compares the results with the committed ones. */
import type { Source } from "../runs/mod.ts";
import type { ExperimentName } from "../studies/mod.ts";
import { defineCommand } from "./command.ts";
import { failureLines } from "./failure_lines.ts";
import { interruptible } from "./interruptible.ts";
import { refuseWithoutEffect } from "./no_effect.ts";
import { integerBetween, properShare } from "./number_rules.ts";
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
      "single studies of the tiers study and paper",
      { shownDefault: "all of the tier" },
    ),
    encoder: someOf(
      async () => [...(await runs()).encoders.map(({ name }) => name), "none"],
      "keep the runs of these encoders, none for BM25",
      { shownDefault: "all" },
    ),
    study: text("FILE", "run a study of your own: a TypeScript file with study({ … }) as its default export"),
    scale: number(
      "X",
      "a trial: every training with this share of its steps; stored and shown as such, never judged",
      {
        rule: properShare,
        shownDefault: "none, all steps",
      },
    ),
    fetch: flag("download what tier paper needs and this machine lacks: MS MARCO, 3 GB, and the encoders"),
    shard: text("I/N", "the I-th of N equal parts of the runs, for several machines"),
    list: flag("print which runs are stored and which are missing, and run nothing"),
    commit: flag("store into results/runs, which is committed, and write results/summary.md"),
    keepEncoders: flag(
      "also keep each trained encoder, a folder for search and sentence-transformers, in results/local/encoders; " +
        "runs that are stored without theirs are computed again",
    ),
    jobs: number("N", "runs at a time, each with its share of the cores", {
      rule: integerBetween(1, 999),
      shownDefault:
        "as many as cores and memory (see --memory) allow; 1 with TensorFlow's GPU build; on a cluster no limit",
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
    {
      does: "the paper's experiments on MS MARCO, with what each run would take",
      args: "--tier paper --list",
    },
    {
      does: "one of them with a hundredth of the steps, on a cluster",
      args: "--experiment paper-adaptive --scale 0.01 --on slurm --gpu",
    },
  ],
  details: () =>
    "Runs that are stored are not computed again. A run that fails is reported at the end, and the others go on. After\n" +
    "Ctrl-C, the same command continues. Exit codes: 0; 1 where a run failed; 3 where results differ from the committed\n" +
    "ones beyond tolerance; 130 after Ctrl-C, 143 after SIGTERM.\n\n" +
    "On a cluster each run is a task of one array job. Nodes must share this folder, its cache and its results. Preempted\n" +
    "tasks, and those of a failed node, continue from their checkpoints. Ctrl-C leaves the job in the queue: the same\n" +
    "command follows it again, and with --cancel it cancels it.",
  async run({ keepEncoders: keepsEncoder, ...options }) {
    const { tier, experiment, encoder, study, scale, fetch, shard, list, commit, jobs, ...slurm } = options;
    const { on, dryRun, cancel } = slurm;
    refuseWithoutEffect("reproduce", { tier, experiment, fetch, commit, ...slurm }, [
      { when: study !== undefined, beside: "--study", options: ["tier", "experiment"] },
      { when: (experiment ?? []).length > 0, beside: "--experiment", options: ["tier"] },
      { when: scale !== undefined, beside: "--scale", options: ["commit"] },
      withoutSlurm(on),
    ]);
    const paper = (await studies()).isOfPaper(experiment ?? tier ?? "laptop");
    refuseWithoutEffect("reproduce", { fetch, keepEncoders: keepsEncoder }, [
      { when: !paper, beside: "anything but tier paper", options: ["fetch"] },
      { when: list, beside: "--list", options: ["fetch", "keepEncoders"] },
      { when: dryRun, beside: "--dry-run", options: ["fetch"] },
      { when: cancel, beside: "--cancel", options: ["keepEncoders"] },
    ]);
    const { chosenRuns } = await import("./chosen_runs.ts");
    const chosen = { tier, experiment, encoder, study, scale, fetch, shard, look: list || dryRun };
    const { name, configs, labels, note } = await chosenRuns(chosen);
    const {
      cancelOnSlurm,
      checkCollections,
      defaultJobs,
      slurmScripts,
      startOnSlurm,
      startWorkers,
    } = await runs();
    const source: Source = commit ? "committed" : "local";
    const report = await import("../report/mod.ts");
    if (list) {
      print(await report.listRuns(configs, source, labels));
      if (note !== undefined) say(`\n${note}`);
      return 0;
    }
    const onSlurm = { source, keepsEncoder, resources: await resourcesOf(slurm, jobs) };
    if (dryRun) {
      const missing = await report.missingRuns(configs, source, { keepsEncoder });
      if (missing.length > 0) print(await slurmScripts(missing, onSlurm));
      else say("Nothing to submit: all runs are stored.");
      if (note !== undefined) say(note);
      return 0;
    }
    if (cancel) {
      say(`Cancelled ${await cancelOnSlurm(configs, source)} of ${configs.length} runs.`);
      return 0;
    }
    // What is wrong with the data would end each run with the same message.
    await checkCollections(await report.missingRuns(configs, source, { keepsEncoder }));
    const figures = report.startStudyFigures(
      name,
      (files) => say(`Figures, drawn again with each result: ${files.map(report.shownPath).join(", ")}`),
    );
    const failures: [string, unknown][] = [];
    const onFailure = (label: string, error: unknown) => failures.push([label, error]);
    let code = 0;
    // What is kept is said by reproduceRuns, which knows how many runs are done.
    const interrupted = await interruptible("", async (signal) => {
      const finished = await report.reproduceRuns(configs, {
        ...{ source, keepsEncoder, signal, say, onFailure, onResult: figures.add },
        onCards: on === "slurm" && slurm.gpu,
        place: (missing) =>
          on === "slurm"
            ? startOnSlurm(missing, { ...onSlurm, say, signal })
            : startWorkers(Math.min(jobs ?? defaultJobs(missing), Math.max(1, missing.length))),
      });
      if (!finished) throw signal.reason;
      return 0;
    }, on === "slurm" ? { ending: LEAVING } : {});
    await figures.finish();
    if (interrupted) return interrupted;
    if (study !== undefined) {
      print(await report.studyTable(configs));
    } else {
      const { table, hasOurs, differing } = await report.reproductionTable(configs);
      say(hasOurs ? "\nOur results, with yours beside them:\n" : "");
      print(`${table}\n${await report.methodsAndVerdicts(configs)}`);
      if (differing > 0) code = 3;
    }
    for (const line of failureLines(failures)) say(line);
    if (failures.length > 0) code = 1;
    if (commit) {
      say(`\nSummary: ${report.shownPath(await report.writeSummary())}`);
      await report.writeVerdicts();
    }
    if (keepsEncoder) say(`\n${await report.keptEncoders(configs)}`);
    say(`\nResults: ${report.resultsFolder(source)}, a folder for each run. Notebooks: deno task lab`);
    return code;
  },
});
