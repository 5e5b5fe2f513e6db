/** Evaluating 100 runs of the size of TREC DL 2020, and reading a run of a million lines, against the usual tools. */
import { existsSync } from "node:fs";
import path from "node:path";
import { generator, writeAtomically } from "../lib/base/mod.ts";
import type { Bench, ContestantResult } from "./harness/bench.ts";

const RANX = "ranx", PYTREC = "pytrec_eval", PANDAS = "pandas";

/** TREC DL 2020's passage task: queries, and judgements of each. */
const QUERIES = 54, JUDGED = 211;
const RUNS = 100, DEPTH = 100;

const bench: Bench = {
  about:
    `nDCG@10, RR, AP and R@100 of ${RUNS} runs of ${QUERIES} queries and ${DEPTH} passages each, against ${JUDGED} ` +
    "judgements a query, as TREC DL 2020's public runs have them; from what was read, once, compiled code warmed up. " +
    "And reading a run of a million lines, ids as texts.",
  async prepare(folder) {
    const done = path.join(folder, "million.run");
    if (existsSync(done)) return;
    const random = generator(2020);
    const queries = Array.from({ length: QUERIES }, (_, i) => `${1_000_000 + 7919 * i}`);
    const passage = (query: number, i: number) => `${(query * 104_729 + i * 7_919) % 8_841_823}`;
    const judged = queries.flatMap((query, q) =>
      Array.from(
        { length: JUDGED },
        (_, i) => `${query} 0 ${passage(q, i)} ${Math.max(0, random.below(6) - 2)}\n`,
      )
    );
    await writeAtomically(path.join(folder, "qrels"), judged.join(""));
    /** A ranking among passages of which the lower numbers are judged. */
    const ranking = (query: string, q: number, depth: number) => {
      const score = Array.from({ length: depth }, () => 20 * random.uniform()).sort((a, b) => b - a);
      const taken = new Set<number>();
      while (taken.size < depth) taken.add(random.below(4 * depth + JUDGED));
      return [...taken].map((i, rank) =>
        `${query} Q0 ${passage(q, i)} ${rank + 1} ${score[rank].toFixed(6)} t\n`
      );
    };
    for (let run = 0; run < RUNS; run++) {
      const lines = queries.flatMap((query, q) => ranking(query, q, DEPTH));
      await writeAtomically(path.join(folder, `${run}.run`), lines.join(""));
    }
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
