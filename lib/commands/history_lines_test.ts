import assert from "node:assert/strict";
import { lazyList } from "../base/mod.ts";
import type { History, StepRecord } from "../training/mod.ts";
import { historyLines } from "./history_lines.ts";

const stepAt = (i: number): StepRecord => ({
  ...{ step: i + 1, triples: 8 * (i + 1), loss: 0.5, learningRate: 1e-3, marginMean: 0.1, marginStd: 0.2 },
  ...{ targetMean: NaN, targetStd: NaN, tokens: 90, twins: 0, seconds: 1 },
});
const validationAt = (step: number) => ({ step, triples: 8 * step, measures: { "nDCG@10": step / 10 } });

Deno.test("lines stand in the order of the training, numbers that JSON lacks as words", () => {
  const history: History = { steps: [0, 1, 2].map(stepAt), validations: [0, 2, 3].map(validationAt) };
  const lines = [...historyLines(history)].map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ kind, step }) => `${kind} ${step}`), [
    ...["validation 0", "step 1", "step 2", "validation 2", "step 3", "validation 3"],
  ]);
  assert.deepEqual(lines[1], { kind: "step", ...stepAt(0), targetMean: "n/a", targetStd: "n/a" });
  assert.deepEqual(lines[3], { kind: "validation", step: 2, triples: 16, "nDCG@10": 0.2 });
});

Deno.test("a log of any length is written, as no line waits for another", () => {
  const lines = historyLines({ steps: lazyList(2e9, stepAt), validations: [validationAt(0)] });
  assert.match(lines.next().value!, /"validation"/);
  assert.match(lines.next().value!, /"step":1,/);
});
