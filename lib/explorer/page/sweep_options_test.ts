import assert from "node:assert/strict";
import { inventedResults } from "../../runs/results_for_tests.ts";
import { heldFixed, sweepOf } from "./sweep_options.ts";

const results = inventedResults().filter(({ config }) => config.training);
const again = results.map((run) => ({ ...run, config: { ...run.config, seed: 8 } }));
const all = [...results, ...again];
const valueOf = () => 0.5;

Deno.test("a sweep says in what the runs of a cell differ, and how many they are", () => {
  const over = sweepOf(all, { x: "seed", y: "method", valueOf });
  assert.deepEqual([over.averaged, over.counts[0]], [["encoder"], [2, 2]]);
  const tiny = all.filter(({ config }) => config.encoder === "tiny");
  const one = sweepOf(tiny, { x: "seed", y: "method", valueOf });
  assert.deepEqual([one.averaged, one.counts[0]], [[], [1, 1]]);
  assert.deepEqual(heldFixed(tiny, all), ["tiny"]);
  assert.deepEqual(heldFixed(all, all), []);
});

Deno.test("a method with another teacher has a row of its own", () => {
  const taught = (encoder: string) => ({
    ...results[0],
    config: { ...results[0].config, teacher: { encoder } },
  });
  const { rows } = sweepOf([results[0], taught("a"), taught("b"), ...again.slice(0, 1)], {
    ...{ x: "seed", y: "method", valueOf },
  });
  assert.deepEqual(rows.map((row) => row.split(", ").at(-1)!.replace(/^in.*/, "")), [
    "",
    "taught by a",
    "taught by b",
  ]);
});
