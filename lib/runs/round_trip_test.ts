/** A stored run comes back as it was, or is refused. */
import assert from "node:assert/strict";
import { smokeConfigs } from "./configs_for_tests.ts";
import { RERANKED, type RunResult } from "./result.ts";
import { fakeResult, withResults } from "./results_for_tests.ts";
import { readResult, storeResult } from "./store.ts";

const [config] = smokeConfigs;
const extreme = [NaN, Infinity, -Infinity, 0, -0, 5e-324, 1.7e308, 2 ** 53, -1, 0.1];

Deno.test("extreme numbers of a run come back to the bit", () =>
  withResults(async () => {
    const result = fakeResult(config);
    const values = (shift: number) =>
      Float64Array.from(result.queries, (_, i) => extreme[(i + shift) % extreme.length]);
    const changed: RunResult = {
      ...result,
      history: extreme.map((value, i) => ({
        ...{
          step: i + 1,
          triples: 2 ** 40 + i,
          loss: value,
          learningRate: value,
          marginMean: value,
          marginStd: value,
        },
        ...{ targetMean: NaN, targetStd: value, tokens: 2 ** 33 + i, twins: i, seconds: value },
      })),
      validations: extreme.map((value, step) => ({
        step,
        triples: 7 * step,
        measures: { "nDCG@10": value, x: -value },
      })),
      measures: Object.fromEntries(Object.keys(result.measures).map((name, i) => [name, values(i)])),
      reranked: values(5),
      top10: {
        positions: Int32Array.from({ length: 10 * result.queries.length }, (_, i) =>
          i % 3 ? 2 ** 31 - 1 - i : -1),
        scores: Float32Array.from({ length: 10 * result.queries.length }, (_, i) =>
          extreme[i % extreme.length]),
      },
    };
    await storeResult(changed);
    assert.deepEqual(await readResult(config, "local"), changed);
  }));

Deno.test("what a run's tables have no column for is refused, not dropped", () =>
  withResults(async () => {
    const result = fakeResult(config);
    const refused = (change: Partial<RunResult>, message: RegExp) =>
      assert.rejects(storeResult({ ...result, ...change }), message);
    const step = { ...result.history[0], other: 1 } as RunResult["history"][number];
    await refused({ history: [step] }, /but found other: 1/);
    const validation = (measures: Record<string, number>) => ({ step: 0, triples: 0, measures });
    await refused({ validations: [validation({ a: 1 }), validation({ a: 1, b: 2 })] }, /but found b: 2/);
    await refused({ validations: [validation({ step: 1 })] }, /each column once/);
    for (const name of ["query", RERANKED]) {
      await refused({ measures: { ...result.measures, [name]: result.reranked } }, /measures of other names/);
    }
    await refused({ reranked: new Float64Array(1) }, /columns of one length/);
  }));
