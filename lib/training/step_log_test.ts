import assert from "node:assert/strict";
import { makeStepLog } from "./step_log.ts";

interface Step {
  step: number;
  loss: number;
  share?: number;
  histograms?: { margins: number[]; targets: number[] };
}

const histograms = { margins: [1, 2], targets: [] };

Deno.test("a log gives its steps back to the bit, also as tables that are put together again", () => {
  const numbers = [NaN, Infinity, -0, 5e-324, 2 ** 53, 0.1];
  const steps = Array.from({ length: 3000 }, (_, i): Step => ({
    step: i + 1,
    loss: numbers[i % numbers.length],
    ...(i % 1000 === 7 && { histograms }),
  }));
  const log = makeStepLog<Step>();
  for (const step of steps) log.push(step);
  assert.deepEqual([...log.records()], steps);
  const again = makeStepLog<Step>();
  for (const [start, end] of [[0, 7], [7, 8], [8, 2500], [2500, 3000]]) again.append(log.columns(start, end));
  assert.deepEqual([...again.records()], steps);
  assert.equal(log.length, again.length);
});

Deno.test("what only some steps have is NaN for the others", () => {
  const log = makeStepLog<Step>();
  log.push({ step: 1, loss: 1 });
  log.push({ step: 2, loss: 1, share: 0.5, histograms: undefined });
  log.push({ step: 3, loss: 1, share: undefined });
  assert.deepEqual(log.records().map(({ share }) => share), [NaN, 0.5, NaN]);
  const again = makeStepLog<Step>();
  again.append({ step: Float64Array.of(1), loss: Float64Array.of(1) });
  again.append(log.columns(1, 3));
  assert.deepEqual([...again.records()], [...log.records()]);
});
