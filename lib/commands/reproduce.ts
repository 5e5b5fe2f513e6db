/** `reproduce`: runs the experiments and compares the results with the committed ones. */
import process from "node:process";
import type { Source } from "../runs/mod.ts";
import type { Tier } from "../studies/mod.ts";
import { defineCommand } from "./command.ts";
import { integerBetween } from "./number_rules.ts";
import { flag, number, oneOf, someOf } from "./options.ts";
import { print, say } from "./output.ts";

const studies = () => import("../studies/mod.ts");
const runs = () => import("../runs/mod.ts");

export default defineCommand({
  name: "reproduce",
  summary: "Run the experiments and compare with the committed results",
  needsPackages: true,
  options: {
    tier: oneOf<Tier>(async () => (await studies()).tiers, "size of the experiments", { default: "laptop" }),
    experiment: someOf(async () => (await studies()).experimentNames, "experiments", { shownDefault: "all" }),
    encoder: someOf(async () => (await runs()).encoderNames, "encoders, none for BM25", {
      shownDefault: "all of the tier",
    }),
    collection: oneOf(
      async () => (await runs()).subsetNames(),
      "the part of the collection that is searched",
      { shownDefault: "by tier" },
    ),
    list: flag("print which runs are stored and which are missing, and run nothing"),
    commit: flag("store into results/runs, which is committed, and write results/summary.md"),
    jobs: number("N", "runs at a time, each with its share of the cores", {
      rule: integerBetween(1, 999),
      shownDefault: "as many as cores and 4 GB of memory each allow; 1 with TensorFlow's GPU build",
    }),
  },
  examples: [
    { does: "all experiments, about 50 minutes on two cores", args: "" },
    { does: "a trial of about a minute", args: "--tier smoke" },
    { does: "what would be run for two encoders", args: "--list --encoder tiny --encoder none" },
  ],
  details: () =>
    "Runs that are stored are not computed again. After Ctrl-C, the same command continues; the exit code is then 130.",
  async run({ tier, experiment, encoder, collection, list, commit, jobs }) {
    const { plan, referenceGrids } = await studies();
    if (tier === "paper" && list) {
      for (const [name, grid] of Object.entries(referenceGrids)) {
        print(`${name}: ${JSON.stringify(grid, null, 2)}\n`);
      }
      return 0;
    }
    const configs = plan(tier, { experiments: experiment, encoders: encoder, subset: collection });
    const source: Source = commit ? "committed" : "local";
    const report = await import("../report/mod.ts");
    if (list) {
      print(await report.listRuns(configs, source));
      return 0;
    }
    const { defaultJobs } = await runs();
    const finished = await interruptible((signal) =>
      report.reproduceRuns(configs, { source, jobs: jobs ?? defaultJobs(), signal, say })
    );
    if (!finished) return 130;
    say("\nOur results, with yours beside them:\n");
    print(await report.reproductionTable(configs));
    if (commit) say(`\nSummary: ${report.shownPath(await report.writeSummary())}`);
    say(`\nResults: ${report.resultsFolder(source)}, a folder for each run. Notebooks: deno task lab`);
    return 0;
  },
});

/** Runs something that the first Ctrl-C ends after the current step, and the second at once. */
async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    say("Stopping after the current step. Press Ctrl-C again to stop at once.");
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}
