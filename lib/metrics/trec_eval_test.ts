/** Against trec_eval's own test outputs and published TREC Deep Learning scores, where the data is available. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { inProject, mirrorFolder, type Qrels, type Run } from "../base/mod.ts";
import golden from "../../goldens/measures.json" with { type: "json" };
import { evaluate, type EvaluationOptions } from "./evaluate.ts";

const folder = mirrorFolder() ?? inProject("..", "shared", "data");
const file = (...parts: string[]) => path.join(folder, ...parts);
const has = (name: string) => {
  const found = existsSync(file(name));
  if (!found) {
    console.warn(`Skipped: ${name} is not in the mirror folder ${folder} (KIT_MIRROR names another).`);
  }
  return found;
};

function* rows(name: string): Generator<string[]> {
  for (const line of readFileSync(name, "utf8").split("\n")) {
    if (line.trim() && !line.startsWith("#")) yield line.trim().split(/\s+/);
  }
}

function readQrels(name: string): Qrels {
  const qrels: Qrels = new Map();
  for (const [query, , passage, grade] of rows(name)) {
    if (!qrels.has(query)) qrels.set(query, new Map());
    qrels.get(query)!.set(passage, Number(grade));
  }
  return qrels;
}

function readRun(name: string): Run {
  const lines = new Map<string, { ids: string[]; scores: number[] }>();
  for (const [query, , passage, , score] of rows(name)) {
    if (!lines.has(query)) lines.set(query, { ids: [], scores: [] });
    lines.get(query)!.ids.push(passage);
    lines.get(query)!.scores.push(Number(score));
  }
  return new Map(
    [...lines].map(([query, { ids, scores }]) => [query, { ids, scores: Float64Array.from(scores) }]),
  );
}

/** A run with no more than its best passages, as trec_eval's `-M`. */
function cut(run: Run, depth: number): Run {
  return new Map([...run].map(([query, { ids, scores }]) => {
    const kept = [...ids.keys()]
      .sort((a, b) => scores[b] - scores[a] || (ids[a] < ids[b] ? 1 : -1)).slice(0, depth);
    return [query, { ids: kept.map((i) => ids[i]), scores: Float64Array.from(kept, (i) => scores[i]) }];
  }));
}

/** trec_eval's name of a measure in ours; undefined for those that are not here. */
function ourName(theirs: string, rel: string): string | undefined {
  const [, name, cutoff] = /^(.*?)(?:_(\d+))?$/.exec(theirs)!;
  const whole = { map: "AP", Rprec: "Rprec", bpref: "Bpref", infAP: "infAP", recip_rank: "RR" }[name];
  const cut = { map_cut: "AP", P: "P", recall: "R", success: "Success" }[name];
  if (whole && !cutoff) return `${whole}${rel}`;
  if (cut && cutoff) return `${cut}${rel}@${cutoff}`;
  if (name === "ndcg_cut" && cutoff) return `nDCG@${cutoff}`;
  if (name === "ndcg" && !cutoff) return "nDCG";
  if (name === "unj" && cutoff) return `Judged@${cutoff}`;
  // With more than two grades trec_eval's RBP takes them as gains, scaled by what it finds in unset variables.
  if (name === "rbp" && !rel) return "RBP(p=0.9)";
  return undefined;
}

const defaults: EvaluationOptions = { missing: "leave out", withoutRelevant: "zero" };
const complete: EvaluationOptions = { missing: "zero", withoutRelevant: "zero" };

// `compared` is the number of lines that hold a measure we have.
const outputs = [
  { output: "out.test", qrels: "qrels.test", run: "results.test", options: defaults, compared: 13 },
  { output: "out.test.a", qrels: "qrels.test", run: "results.test", options: defaults, compared: 46 },
  { output: "out.test.aq", qrels: "qrels.test", run: "results.test", options: defaults, compared: 193 },
  { output: "out.test.aqc", qrels: "qrels.test", run: "results.trunc", options: complete, compared: 190 },
  {
    output: "out.test.aqcM",
    qrels: "qrels.test",
    run: "results.trunc",
    options: complete,
    compared: 190,
    depth: 100,
  },
  {
    output: "out.test.aql",
    qrels: "qrels.rel_level",
    run: "results.test",
    options: defaults,
    compared: 189,
    rel: "(rel=2)",
  },
  {
    output: "out.comment.test",
    qrels: "qrels.comment.test",
    run: "results.comment.test",
    options: defaults,
    compared: 13,
  },
  {
    output: "out.test.meas_params",
    qrels: "qrels.test",
    run: "results.test",
    options: defaults,
    compared: 44,
  },
];

const trecEval = has("trec_eval");
for (const { output, qrels: qrelsFile, run: runFile, options, compared, rel = "", depth } of outputs) {
  Deno.test({
    name: `values equal trec_eval's in ${output}`,
    ignore: !trecEval,
    fn: () => {
      const run = cut(readRun(file("trec_eval", runFile)), depth ?? Infinity);
      const lines = [...rows(file("trec_eval", output))];
      const expected = lines
        .map(([theirs, query, value]) => ({
          theirs,
          name: ourName(theirs, rel)!,
          query,
          value: Number(value),
        }))
        // Both definitions of an unjudged passage agree on rankings that are long enough; those here are, if any.
        .filter(({ theirs, name, query }) => name && (!theirs.startsWith("unj_") || run.has(query)));
      const { queries, values, means } = evaluate(run, readQrels(file("trec_eval", qrelsFile)), {
        ...options,
        measures: [...new Set(expected.map(({ name }) => name))],
      });
      for (const { theirs, name, query, value } of expected) {
        const ours = query === "all" ? means[name] : values[name][queries.indexOf(query)];
        const found = theirs.startsWith("unj_") ? 1 - ours : ours;
        assert.ok(
          Math.abs(found - value) <= 0.5001e-4,
          `${theirs} (${name}) of ${query}: expected ${value}, found ${found}`,
        );
      }
      assert.equal(expected.length, compared);
      const counted = lines.find(([theirs]) => theirs === "num_q");
      if (counted) assert.equal(queries.length, Number(counted[2]));
    },
  });
}

// nDCG@10 of 2019 and 2020, as recomputed with trec_eval 10.0-rc3 -c.
const deepLearning = {
  BM25: [0.5058, 0.4796],
  BM25_RM3: [0.5216, 0.4896],
  D_BERT_KD_TASB: [0.721, 0.6854],
  OPEN_AI_ADA2: [0.7035, 0.6759],
  REP_LLAMA: [0.7384, 0.7195],
  SPLADE_P_P_ENSEMBLE_DISTIL: [0.7308, 0.7197],
};
const bm25Recall = [0.491, 0.5599];

const deepLearningData = has("trec_dl");

Deno.test({
  name: "all measures of twelve public runs on TREC Deep Learning equal those of other evaluators",
  ignore: !deepLearningData,
  fn: () => {
    for (const [name, expected] of Object.entries(golden.trecDL)) {
      const qrels = readQrels(file("trec_dl", `qrels.dl${/dl(\d+)/.exec(name)![1]}-passage.txt`));
      const options = { ...complete, measures: golden.measures, precision: "single" } as const;
      const { means } = evaluate(readRun(file("trec_dl", "runs", name)), qrels, options);
      golden.measures.forEach((measure, k) =>
        assert.ok(Math.abs(means[measure] - expected[k]) <= 1e-9, `${measure} of ${name}`)
      );
    }
  },
});

Deno.test({
  name: "nDCG@10 and recall of six public runs on TREC Deep Learning 2019 and 2020 equal the published ones",
  ignore: !deepLearningData,
  fn: () => {
    [19, 20].forEach((year, k) => {
      const qrels = readQrels(file("trec_dl", `qrels.dl${year}-passage.txt`));
      for (const [system, expected] of Object.entries(deepLearning)) {
        const run = readRun(file("trec_dl", "runs", `${system}.trec_results_dl${year}_top100.txt`));
        const { means } = evaluate(run, qrels, { measures: ["nDCG@10", "R(rel=2)@100"] });
        assert.equal(means["nDCG@10"].toFixed(4), expected[k].toFixed(4), `${system} ${year}`);
        if (system === "BM25") assert.equal(means["R(rel=2)@100"].toFixed(4), bm25Recall[k].toFixed(4));
      }
    });
  },
});
