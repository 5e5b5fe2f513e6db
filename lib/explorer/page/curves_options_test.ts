import assert from "node:assert/strict";
import { inventedResults } from "../../runs/results_for_tests.ts";
import { type Comparison, comparisonsOf } from "../../studies/mod.ts";
import { curvesOptions } from "./curves_options.ts";

const [comparison] = comparisonsOf(inventedResults().filter(({ config }) => config.encoder === "tiny"));
/** The same encoder and conditions, with a method that the page does not show unless it is asked to. */
const unusual: Comparison = {
  ...comparison,
  methods: [{ ...comparison.methods[0], label: "cross-encoder on BM25, pairwise" }],
};

Deno.test("a panel is drawn where it has a curve, and an encoder is named once", () => {
  const comparisons = [comparison, unusual];
  const usual = curvesOptions({ comparisons }, new URLSearchParams());
  assert.deepEqual(usual.comparisons, [comparison]);
  assert.deepEqual([usual.allPlaces, usual.places], [["tiny"], ["tiny"]]);
  const asked = new URLSearchParams([["method", unusual.methods[0].label]]);
  assert.deepEqual(curvesOptions({ comparisons }, asked).comparisons, [unusual]);
});
