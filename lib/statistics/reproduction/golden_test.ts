/** Against repro_eval and rbo: goldens/reproduction.py. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inProject } from "../../base/mod.ts";
import { rankOrder } from "../../metrics/mod.ts";
import { pairedTTest } from "../paired_t.ts";
import {
  deltaRelativeImprovement,
  effectRatio,
  kendallTauUnion,
  rankBiasedOverlap,
  rootMeanSquareError,
} from "./mod.ts";

type Scores = Record<string, number>;

const golden: {
  ordered: {
    original: Scores;
    reproduced: Scores;
    tau: number;
    overlap: Scores;
    definition: Scores;
    half: number;
    overlapWithHalf: Scores;
  }[];
  effects: {
    advanced: number[];
    baseline: number[];
    advancedAgain: number[];
    baselineAgain: number[];
    rmse: number;
    effectRatio: number;
    deltaRI: number;
    p: number;
  }[];
} = JSON.parse(readFileSync(inProject("goldens", "reproduction.json"), "utf8"));

function ranked(scores: Scores): string[] {
  const ids = Object.keys(scores);
  return Array.from(rankOrder(ids, Object.values(scores)), (i) => ids[i]);
}

function close(found: number, expected: number, tolerance = 1e-12): void {
  assert.ok(Math.abs(found - expected) <= tolerance, `expected ${expected}, found ${found}`);
}

Deno.test("Kendall's tau Union equals repro_eval's", () => {
  // which rounds to 14 decimals
  for (const { original, reproduced, tau } of golden.ordered) {
    close(kendallTauUnion(ranked(original), ranked(reproduced)), tau, 1e-13);
  }
});

Deno.test("rank-biased overlap equals rbo's and its definition's", () => {
  for (const { original, reproduced, overlap, definition, half, overlapWithHalf } of golden.ordered) {
    const [a, b] = [ranked(original), ranked(reproduced)];
    for (const p of ["0.5", "0.9", "0.98"]) {
      const options = { persistence: Number(p) };
      close(rankBiasedOverlap(a, b, options), overlap[p]);
      close(rankBiasedOverlap(a, b, options), definition[p]);
      close(rankBiasedOverlap(a, b.slice(0, half), options), overlapWithHalf[p]);
      close(rankBiasedOverlap(b.slice(0, half), a, options), overlapWithHalf[p]);
    }
  }
});

Deno.test("error, effect ratio, delta relative improvement and the paired test equal repro_eval's", () => {
  for (const { advanced, baseline, advancedAgain, baselineAgain, ...expected } of golden.effects) {
    const original = { advanced, baseline };
    const reproduced = { advanced: advancedAgain, baseline: baselineAgain };
    close(rootMeanSquareError(advanced, advancedAgain), expected.rmse);
    close(effectRatio(original, reproduced), expected.effectRatio);
    close(deltaRelativeImprovement(original, reproduced), expected.deltaRI);
    close(pairedTTest(advanced, advancedAgain).p, expected.p);
  }
});
