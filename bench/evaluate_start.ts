/** The whole command `evaluate` on one small run, process start included, against Python tools. */
import path from "node:path";
import { writeAtomically } from "../lib/base/mod.ts";
import { JUDGED, judgedRuns, QUERIES } from "./data/judged_runs.ts";
import type { Bench, ContestantResult } from "./harness/bench.ts";

const PYTREC = "pytrec_eval", IR_MEASURES = "ir_measures, command line";
const DEPTH = 100;

const bench: Bench = {
  about:
    `nDCG@10, RR, AP and R@100 of one run of ${QUERIES} queries and ${DEPTH} passages each, against ${JUDGED} judgements ` +
    "per query: from the start of the process to its end. Ours is `cli.ts evaluate`; pytrec_eval is called by a script " +
    "that reads the files. Each round is the median of 10 starts, after one that is not counted.",
  async prepare(folder) {
    const { qrels, run } = judgedRuns(2020);
    await writeAtomically(path.join(folder, "qrels"), qrels);
    await writeAtomically(path.join(folder, "small.run"), run(DEPTH));
  },
  contestants: [
    { name: "ours", program: "ours/evaluate_start.ts" },
    { name: PYTREC, program: "peers/evaluate_start.py", args: ["pytrec_eval"] },
    { name: IR_MEASURES, program: "peers/evaluate_start.py", args: ["ir_measures"] },
  ],
  measures: [{ field: "start", title: "whole command, s", ratio: "peer / ours" }],
  goals: [
    { field: "start", of: "ours", atMost: 0.5 },
    { field: "start", peer: IR_MEASURES, atLeast: 1 },
  ],
  differences,
};

export default bench;

/** The means, which all print with at least four decimals. */
export function differences(results: ContestantResult[]): string[] {
  const [ours, ...peers] = results.map(({ name, rounds }) => ({ name, means: rounds[0].means as number[] }));
  return peers.flatMap(({ name, means }) => {
    const near = means.every((value, i) => Math.abs(value - ours.means[i]) <= 6e-5);
    return near ? [] : [`means: ${ours.means} of ours, ${means} of ${name}`];
  });
}
