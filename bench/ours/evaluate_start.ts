/** Runs the command `evaluate` on a small run; the same work as `peers/evaluate_start.py`. */
import path from "node:path";
import { execPath } from "node:process";
import { inProject, runProgram } from "../../lib/base/mod.ts";
import { contestantArgs, printLine } from "../harness/contestant.ts";
import { median } from "../harness/bench.ts";

const { folder } = contestantArgs();
const files = ["--qrels", path.join(folder, "qrels"), "--run", path.join(folder, "small.run")];
const evaluate = [execPath, "run", "-A", inProject("cli.ts"), "evaluate", ...files];

const seconds: number[] = [];
let means: number[] = [];
for (let i = 0; i < 11; i++) {
  const started = performance.now();
  const { ok, stdout, stderr } = await runProgram([
    ...evaluate,
    ...["--measures", "nDCG@10 RR AP R@100", "--format", "json"],
  ]);
  seconds.push((performance.now() - started) / 1000);
  if (!ok) throw new Error(stderr);
  means = JSON.parse(stdout).map(({ value }: { value: number }) => value);
}

printLine({ start: median(seconds.slice(1)), means });
