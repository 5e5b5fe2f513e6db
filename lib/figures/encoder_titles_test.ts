import assert from "node:assert/strict";
import { inventedResults } from "../runs/results_for_tests.ts";
import { dataEfficiency } from "./data_efficiency.ts";
import type { Figure } from "./figure.ts";
import { forestPlot, forestRows } from "./forest.ts";
import { staticSweep } from "./static_sweep.ts";
import { lossCurves } from "./trajectories.ts";

Deno.test("a panel of an encoder in a folder has the folder's name, not its whole path", () => {
  const results = inventedResults({ encoders: ["/encoders & more/my-encoder"] });
  const figures: Record<string, Figure> = {
    dataEfficiency: dataEfficiency(results),
    forest: forestPlot(forestRows(results, "nDCG@10"), { title: "", x: "" }),
    lossCurves: lossCurves(results),
    staticSweep: staticSweep(results),
  };
  for (const [name, { layout }] of Object.entries(figures)) {
    const titles = (layout.annotations as { text: string }[]).map(({ text }) => text);
    assert.ok(titles.includes("my-encoder"), `${name}: ${titles}`);
  }
});
