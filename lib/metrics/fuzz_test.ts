/** Damaged runs and qrels, in memory: a value in its range, or an error that says what is wrong. */
import assert from "node:assert/strict";
import { type Generator, generator, type Qrels, type Run, UserError } from "../base/mod.ts";
import { evaluate, type EvaluationOptions } from "./evaluate.ts";

const measures = [
  ...[
    "nDCG",
    "nDCG@3",
    "nDCG(dcg='exp-log2')@10",
    "nDCG(judged_only=True)",
    "RR",
    "MSMARCO_RR@10",
    "AP",
    "AP@2",
  ],
  ...[
    "P@5",
    "R@5",
    "R(rel=2)@1000",
    "Rprec",
    "Success@1",
    "Bpref",
    "Bpref(rel=3)",
    "infAP",
    "RBP",
    "RBP(p=0.99)",
  ],
  ...["ERR(max_rel=1000)@20", "Judged@10", "AP(rel=0.5, judged_only=True)"],
];
const oddNumbers = [
  NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1e308,
  -1e308,
  5e-324,
  0.5,
  -1,
  -2,
  1000,
  1e6,
  1e7,
  2 ** 53,
];
const oddIds = [
  "",
  " ",
  "\0",
  "__proto__",
  "constructor",
  "\ud800",
  "\u{1f600}",
  "1",
  "01",
  "a".repeat(5000),
];

function pick<T>(values: readonly T[], random: Generator): T {
  return values[random.below(values.length)];
}

/** A small run and its qrels, with a few things wrong or odd about them. */
function damaged(random: Generator): { run: Run; qrels: Qrels } {
  const run: Run = new Map(), qrels: Qrels = new Map();
  const id = () => (random.below(40) === 0 ? pick(oddIds, random) : `d${random.below(60)}`);
  const queries = random.below(4);
  for (let q = 0; q < queries; q++) {
    const query = random.below(20) === 0 ? pick(oddIds, random) : `q${q}`;
    const odd = random.below(3) === 0;
    const ids = Array.from({ length: random.below(12) }, id);
    // Most rankings are made sound; the others may hold a passage twice.
    const found = random.below(8) === 0 ? ids : [...new Set(ids)];
    const length = random.below(60) === 0 ? random.below(12) : found.length;
    const score = () => (odd && random.below(4) === 0 ? pick(oddNumbers, random) : random.below(6) - 2);
    const grade = () => (odd && random.below(6) === 0 ? pick(oddNumbers, random) : random.below(6) - 1);
    if (random.below(8) > 0) run.set(query, { ids: found, scores: Float64Array.from({ length }, score) });
    if (random.below(8) > 0) {
      qrels.set(query, new Map(Array.from({ length: random.below(9) }, () => [id(), grade()])));
    }
  }
  return { run, qrels };
}

Deno.test("twelve thousand damaged runs and qrels give values from 0 to 1, or an error for people", () => {
  const random = generator(5);
  const outcomes = { values: 0, errors: 0 };
  for (let i = 0; i < 12000; i++) {
    const { run, qrels } = damaged(random);
    const options: EvaluationOptions = {
      measures,
      missing: pick(["zero", "leave out"], random),
      withoutRelevant: pick(["zero", "leave out"], random),
      precision: pick(["double", "single"], random),
      queries: random.below(5) === 0 ? ["q0", pick(oddIds, random)] : undefined,
    };
    try {
      const { queries, values, means } = evaluate(run, qrels, options);
      outcomes.values++;
      for (const name of measures) {
        assert.equal(values[name].length, queries.length);
        for (const value of [...values[name], means[name]]) {
          assert.ok(value >= 0 && value <= 1 + 1e-12, `case ${i}: ${name} is ${value}`);
        }
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      outcomes.errors++;
    }
  }
  assert.ok(outcomes.values > 4000 && outcomes.errors > 2000, JSON.stringify(outcomes));
});
