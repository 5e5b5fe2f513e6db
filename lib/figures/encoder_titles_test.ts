import assert from "node:assert/strict";
import { inventedResults } from "../runs/results_for_tests.ts";
import { comparisonsOf } from "../studies/mod.ts";
import type { Figure } from "./figure.ts";
import { forestPlot } from "./forest.ts";
import { methodMarks } from "./forest_marks.ts";
import { marginSweep } from "./margin_sweep.ts";
import { seedCurves } from "./seed_curves.ts";
import { lossCurves } from "./trajectories.ts";

Deno.test("a panel of an encoder in a folder has the folder's name, not its whole path", () => {
  const results = inventedResults({ encoders: ["/encoders & more/my-encoder"] });
  const comparisons = comparisonsOf(results);
  const figures: Record<string, Figure> = {
    forest: forestPlot(methodMarks(comparisons), { title: "", x: "" }),
    lossCurves: lossCurves(results),
    marginSweep: marginSweep(comparisons, { title: "" }),
    seedCurves: seedCurves(comparisons, { title: "", methods: ["adaptive"] }),
  };
  for (const [name, { layout }] of Object.entries(figures)) {
    const titles = (layout.annotations as { text: string }[]).map(({ text }) => text);
    assert.ok(titles.some((title) => /^my-encoder(, |$)/.test(title)), `${name}: ${titles}`);
  }
});
