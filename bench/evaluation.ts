/** Evaluating 100 runs of the size of TREC DL 2020, and reading a run of a million lines, against the usual tools. */
import { existsSync } from "node:fs";
import path from "node:path";
import { writeAtomically } from "../lib/base/mod.ts";
import { JUDGED, judgedRuns, QUERIES } from "./data/judged_runs.ts";
import type { Bench, ContestantResult } from "./harness/bench.ts";

const RANX = "ranx", PYTREC = "pytrec_eval", PANDAS = "pandas";

const RUNS = 100, DEPTH = 100;

const bench: Bench = {
  about:
    `nDCG@10, RR, AP and R@100 of ${RUNS} runs of ${QUERIES} queries and ${DEPTH} passages each, against ${JUDGED} ` +
    "judgements a query, as TREC DL 2020's public runs have them; from what was read, once, compiled code warmed up. " +
    "And reading a run of a million lines, ids as texts.",
  async prepare(folder) {
    const done = path.join(folder, "million.run");
    if (existsSync(done)) return;
    const { qrels, run, ranking } = judgedRuns(2020);
    await writeAtomically(path.join(folder, "qrels"), qrels);
    for (let i = 0; i < RUNS; i++) await writeAtomically(path.join(folder, `${i}.run`), run(DEPTH));
    const lines = Array.from({ length: 1000 }, (_, q) => ranking(`${q}`, q, 1000)).flat();
    await writeAtomically(done, lines.join(""));
  },
  contestants: [
    { name: "ours", program: "ours/evaluation.ts" },
    { name: PYTREC, program: "peers/evaluation.py", args: ["pytrec_eval"] },
    { name: RANX, program: "peers/evaluation.py", args: ["ranx"] },
    { name: PANDAS, program: "peers/evaluation.py", args: ["pandas"] },
  ],
  measures: [
    { field: "evaluate", title: `evaluating ${RUNS} runs, s`, ratio: "peer / ours" },
    { field: "read", title: "reading a million lines, s", ratio: "peer / ours" },
  ],
  goals: [
    { field: "evaluate", peer: PYTREC, atLeast: 1 },
    { field: "evaluate", peer: RANX, atLeast: 1 },
    { field: "read", peer: PANDAS, atLeast: 1 },
  ],
  differences,
};

export default bench;

/** Means of the first runs, and what was read of the long one. */
export function differences(results: ContestantResult[]): string[] {
  const [ours, ...peers] = results.map(({ name, rounds }) =>
    ({ name, ...rounds[0] }) as Record<string, unknown>
  );
  return peers.flatMap((peer) =>
    ["means", "sum"].flatMap((field) => {
      if (!(field in peer)) return [];
      const [mine, theirs] = [ours[field], peer[field]].map((value) => [value].flat(2) as number[]);
      const near = mine.every((value, i) => Math.abs(value - theirs[i]) <= 1e-6 * Math.abs(value));
      return near ? [] : [`${field}: ${mine} of ours, ${theirs} of ${peer.name}`];
    })
  );
}
