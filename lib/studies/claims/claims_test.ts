import assert from "node:assert/strict";
import { fakeResult } from "../../runs/results_for_tests.ts";
import { type Method, type RunConfig, teachersRun } from "../../runs/mod.ts";
import { inBatchSoftmax, margin, marginMSE } from "../methods.ts";
import { claims, judgeClaims } from "./mod.ts";

const training = {
  steps: 8,
  batchSize: 4,
  warmupSteps: 0,
  weightDecay: 0,
  decay: 1,
  validateAt: [0, 4, 8],
  maxQueryLength: 20,
  maxPassageLength: 200,
};

/** Runs of a method at two rates, the first of which is better on dev; all queries have the same value. */
function runs(
  method: Method,
  value: number,
  { seeds = [1, 2, 3], teacher }: { seeds?: number[]; teacher?: string } = {},
) {
  return [1e-3, 3e-3].flatMap((learningRate) =>
    (learningRate === 1e-3 ? seeds : [1]).map((seed) => {
      const config: RunConfig = {
        collection: { name: "wordnet", subset: "laptop" },
        encoder: "minilm-2",
        method,
        ...(teacher && { teacher: { encoder: teacher } }),
        training: { ...training, learningRate },
        seed,
      };
      const fake = fakeResult(config);
      const dev = learningRate === 1e-3 ? value : value / 2;
      return {
        ...fake,
        measures: { ...fake.measures, "nDCG@10": fake.measures["nDCG@10"].map(() => value) },
        history: [1, 2, 3, 4, 5, 6, 7, 8].map((step) => ({
          ...fake.history[0],
          step,
          triples: 4 * step,
          seconds: 1,
        })),
        validations: [0, 4, 8].map((step) => ({
          step,
          triples: 4 * step,
          measures: { "nDCG@10": dev * (0.5 + step / 16), "RR@10": 0 },
        })),
      };
    })
  );
}

const results = [
  ...runs(margin("adaptive"), 0.5),
  ...runs(margin("adaptive", { inBatch: true, orientation: "paper" }), 0.4),
  ...runs(margin("distributed", { orientation: "paper" }), 0.505),
  ...runs(margin(0.2), 0.3),
  ...runs(margin(0.5), 0.5),
  ...runs(margin(0.8), 0.45),
  ...runs(inBatchSoftmax(), 0.6),
];
const judged = judgeClaims(results);
const verdict = (id: string, of = judged) => of.find(({ claim }) => claim.id === id)!.verdict;
const word = (id: string, of = judged) => verdict(id, of).word;

Deno.test("every claim has a statement, a quantity, and what would change it", () => {
  assert.equal(new Set(claims.map(({ id }) => id)).size, claims.length);
  for (const { statement, quantity, wouldChange } of claims) {
    for (const text of [statement, quantity, wouldChange]) assert.ok(text.length > 10);
  }
});

Deno.test("claims are judged on the rate that dev picked, over the seeds", () => {
  assert.equal(word("A"), "undecided");
  // All three margins take 800 tokens each; adaptive reaches the best one's level at the end of its own 8.
  assert.equal(word("B"), "supported");
  assert.equal(word("C"), "supported");
  assert.equal(word("D"), "equivalent within ±0.02");
  assert.equal(word("D, in-batch"), "supported");
  assert.equal(word("E, higher"), "equivalent within ±0.02");
  assert.equal(word("softmax"), "contradicted");
  const { evidence } = judged.find(({ claim }) => claim.id === "C")!;
  assert.equal(evidence[0].label, "static 0.5 against static 0.2");
  assert.ok(Math.abs(evidence[0].mean - 0.2) < 1e-9);
  assert.equal(evidence[0].seeds, 3);
});

Deno.test("what a step takes in seconds is not in the cost of a search", () => {
  const slow = results.map((run) =>
    run.config.method.kind === "margin" && run.config.method.target === 0.8
      ? { ...run, history: run.history.map((step) => ({ ...step, seconds: 100 })) }
      : run
  );
  const { evidence: [{ mean, low, high }] } = judgeClaims(slow).find(({ claim }) => claim.id === "B")!;
  for (const value of [mean, low, high]) assert.ok(Math.abs(value - 3) < 1e-9);
});

Deno.test("margins at rates that were not searched for do not say that the margin matters", () => {
  const picked = results.filter(({ config }) => config.training!.learningRate === 1e-3);
  assert.deepEqual(verdict("C", judgeClaims(picked)).each, []);
});

Deno.test("methods without a seed in common, and curves of one point, are no evidence", () => {
  const apart = [
    ...runs(margin("adaptive"), 0.5, { seeds: [1] }),
    ...runs(inBatchSoftmax(), 0.6, { seeds: [2] }),
  ]
    .filter(({ config }) => config.training!.learningRate === 1e-3);
  assert.deepEqual(verdict("softmax", judgeClaims(apart)).each, []);
  const short = results.map((run) => ({ ...run, validations: run.validations.slice(0, 2) }));
  assert.deepEqual(verdict("D", judgeClaims(short)).each, []);
});

Deno.test("a teacher counts where it is better than its best student on the same queries", () => {
  const students = runs(marginMSE, 0.58, { teacher: "minilm-softmax" });
  const run = fakeResult(teachersRun(students[0].config)!);
  const teacher = (value: number) => ({
    ...run,
    measures: { ...run.measures, "nDCG@10": run.measures["nDCG@10"].map(() => value) },
  });
  assert.match(verdict("F", judgeClaims([...results, ...students])).why, /was not measured itself/);
  const weak = judgeClaims([...results, ...students, teacher(0.57)]);
  assert.deepEqual([word("A", weak), word("F", weak)], ["undecided", "undecided"]);
  assert.match(verdict("A", weak).why, /it reaches 0\.570, and its student by Margin-MSE 0\.580/);
  const good = judgeClaims([...results, ...students, teacher(0.7)]);
  // The best self-distilled encoder on dev, distributed, never gets there.
  assert.equal(word("A", good), "contradicted");
  const { evidence } = good.find(({ claim }) => claim.id === "F")!;
  assert.equal(evidence[0].label, "distributed (paper) against Margin-MSE, taught by minilm-softmax");
  assert.ok(Math.abs(evidence[0].mean - (0.505 - 0.58)) < 1e-9);
});

/** Runs of a method with false negatives. */
function spoilt(method: Method, value: number) {
  return runs(method, value).map(({ config, measures }) => ({
    ...fakeResult({ ...config, falseNegatives: 0.3 }),
    measures,
  }));
}

Deno.test("what false negatives cost a method is judged alone, and beside what they cost another", () => {
  const found = judgeClaims([
    ...results,
    ...spoilt(margin("adaptive"), 0.3),
    ...spoilt(inBatchSoftmax(), 0.55),
  ]);
  const [alone, beside] = ["false negatives", "false negatives, more"].map((id) =>
    found.find(({ claim }) => claim.id === id)!.evidence
  );
  assert.equal(alone[0].label, "adaptive, nDCG@10 lost");
  assert.ok(Math.abs(alone[0].mean - (0.5 - 0.3)) < 1e-9);
  assert.equal(beside[0].label, "adaptive against in-batch softmax, nDCG@10 lost");
  assert.ok(Math.abs(beside[0].mean - (0.5 - 0.3 - (0.6 - 0.55))) < 1e-9);
  assert.equal(word("false negatives", found), "supported");
  assert.equal(word("false negatives, more", found), "supported");
});

Deno.test("a method that gains by false negatives is not hurt by them, whatever others gain", () => {
  const found = judgeClaims([...results, ...spoilt(margin("adaptive"), 0.55), ...spoilt(margin(0.2), 0.5)]);
  assert.equal(word("false negatives", found), "contradicted");
  assert.equal(word("false negatives, more", found), "supported");
});

Deno.test("in-batch negatives are judged at every batch size", () => {
  const small = [
    ...runs(margin("adaptive"), 0.4),
    ...runs(margin("adaptive", { inBatch: true, orientation: "paper" }), 0.45),
  ].map(({ config, ...run }) => {
    const own = { ...config, training: { ...config.training!, batchSize: 2, steps: 16, warmupSteps: 2 } };
    return { ...fakeResult(own), measures: run.measures };
  });
  const { evidence, verdict } = judgeClaims([...results, ...small]).find(({ claim }) =>
    claim.id === "D, in-batch"
  )!;
  assert.deepEqual(evidence.map(({ mean }) => mean.toFixed(2)), ["0.10", "-0.05"]);
  assert.equal(evidence[1].place, "minilm-2, wordnet-laptop, steps 16, batch size 2, warmup steps 2");
  assert.deepEqual([verdict.word, ...verdict.each], ["undecided", "supported", "contradicted"]);
});
