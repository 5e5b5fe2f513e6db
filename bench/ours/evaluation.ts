/** Evaluates runs and reads a long one; the same work as `peers/evaluation.py`. */
import path from "node:path";
import type { Run } from "../../lib/base/mod.ts";
import { evaluator } from "../../lib/metrics/mod.ts";
import { readQrels, readRun } from "../../lib/trec/mod.ts";
import { contestantArgs, printLine } from "../harness/contestant.ts";

const MEASURES = ["nDCG@10", "RR", "AP", "R@100"];

const { folder } = contestantArgs();
const file = (name: string) => path.join(folder, name);
let started = performance.now();
const long = await readRun(file("million.run"));
const read = (performance.now() - started) / 1000;
let sum = 0;
for (const { scores } of long.values()) for (const score of scores) sum += score;

const qrels = await readQrels(file("qrels"));
const runs: Run[] = [];
for (let i = 0; i < 100; i++) runs.push(await readRun(file(`${i}.run`)));

started = performance.now();
const evaluate = evaluator(qrels, { measures: MEASURES, withoutRelevant: "zero" });
const means = runs.map((run) => evaluate(run).means);
const evaluating = (performance.now() - started) / 1000;

printLine({
  evaluate: evaluating,
  read,
  sum,
  means: means.slice(0, 3).map((of) => MEASURES.map((name) => of[name])),
});
