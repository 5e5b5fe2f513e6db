import assert from "node:assert/strict";
import { inventedResult, marginMethod } from "../runs/results_for_tests.ts";
import { seedGroups } from "../studies/mod.ts";
import { insideInWords } from "./live_run.ts";

/** A run whose dev nDCG@10 rises to a value. */
function run(seed: number, value: number) {
  const result = inventedResult("tiny", marginMethod("adaptive"), 0.4);
  const validations = [[0, 0.1], [4, value / 2], [8, value]].map(([step, nDCG]) => ({
    step,
    triples: 64 * step,
    measures: { "nDCG@10": nDCG, "RR@10": 0 },
  }));
  return { ...result, config: { ...result.config, seed }, validations };
}

const [stored] = seedGroups([run(1, 0.4), run(2, 0.5), run(3, 0.6)]);
const said = (seed: number, value: number, steps = 3) =>
  insideInWords(stored, { seed, validations: run(seed, value).validations.slice(0, steps) });

Deno.test("a new seed is inside the range of the stored ones, below or above it", () => {
  assert.match(said(9, 0.45), /After 512 .* of seed 9 is 0\.450: inside the range .* 0\.400 to 0\.600\./);
  assert.match(said(9, 0.39), /: below the range of the 3 stored seeds/);
  assert.match(said(9, 0.61), /: above the range .* outside the range of 3 in 2 of 4 cases/);
});

Deno.test("a shorter run is compared after as many triples", () => {
  assert.match(said(9, 0.5, 2), /After 256 .* is 0\.250: inside the range .* 0\.200 to 0\.300/);
});

Deno.test("a stored seed is compared with itself", () => {
  assert.match(said(2, 0.51), /of seed 2 is 0\.510; the stored run of that seed has 0\.500/);
});
