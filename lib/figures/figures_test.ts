/**
 * Every figure is drawn from invented results and compared with `figures_test.json`: the digest of its SVG, and the
 * text in it, to read a difference by. `KIT_UPDATE=1` writes the file anew; look at the figures before you commit it.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { JSDOM } from "jsdom";
import { boundsOnPage, type Shape } from "./bounds.ts";
import type { Figure } from "./figure.ts";
import { inventedResults } from "./results_for_tests.ts";
import {
  condensedFigure,
  dataEfficiency,
  forestPlot,
  forestRows,
  heatmaps,
  leaderboard,
  leaderboardFigure,
  lossCurves,
  marginTrajectories,
  placesBy,
  placesFigure,
  renderSVG,
  staticSweep,
  tieEffects,
  tiesFigure,
  unjudgedEffects,
  unpooledFigure,
} from "./mod.ts";
import { inventedCollections } from "../evaluation/collections_for_tests.ts";
import { findMargin, searched } from "../studies/mod.ts";

const results = inventedResults();
const statics = results.filter(({ config: { method } }) =>
  method.kind !== "margin" || method.target === Number(method.target)
);
const others = results.filter((result) =>
  !statics.includes(result) || result.config.method.kind !== "margin"
);
const tiny = results.filter(({ config }) => config.encoder === "tiny");
const cells = (shift: number) =>
  Array.from(
    { length: 4 },
    (_, i) => Array.from({ length: 4 }, (_, j) => ((3 * i + 5 * j + shift) % 17) / 16),
  );

const collections = inventedCollections();

const figures: Record<string, () => Figure> = {
  "static sweep": () => staticSweep(statics),
  "static sweep of one encoder, all methods": () => staticSweep(tiny, { measure: "RR@10" }),
  "forest of the methods": () =>
    forestPlot(forestRows(others, "RR@10"), { title: "Baselines", subtitle: searched(results), x: "RR@10" }),
  "margin trajectories": () =>
    marginTrajectories([
      findMargin(tiny, "adaptive")!,
      findMargin(tiny, "adaptive", { inBatch: true })!,
      findMargin(tiny, "adaptive", { inBatch: true, orientation: "paper" })!,
    ], { title: "Margin and target" }),
  "loss curves": () => lossCurves(others),
  "data efficiency": () => dataEfficiency(results),
  "heatmaps of similarities": () =>
    heatmaps([{ title: "P", values: cells(0), x: "positive", y: "query" }, {
      title: "N",
      values: cells(5),
      x: "negative",
    }], {
      title: "Similarities",
      subtitle: "four triples",
    }),
  "heatmap of differences": () =>
    heatmaps([{ title: "paper", values: cells(3).map((row) => row.map((value) => value - 0.5)) }], {
      title: "Margin minus target",
      signed: true,
      rows: ["bank", "run", "hot", "spring"],
    }),
  "leaderboards": () => leaderboardFigure(collections.map((collection) => leaderboard(collection))),
  "ties": () => tiesFigure(tieEffects(collections[0])),
  "unjudged left out": () => condensedFigure(collections.map(unjudgedEffects)),
  "systems that come late": () => unpooledFigure(collections.map(unjudgedEffects)),
  "places by measure": () => placesFigure(placesBy(collections[0])),
};

const file = new URL("./figures_test.json", import.meta.url);
const update = process.env.KIT_UPDATE === "1";
const stored: Record<string, { digest: string; texts: string[] }> = update
  ? {}
  : JSON.parse(readFileSync(file, "utf8"));

for (const [name, draw] of Object.entries(figures)) {
  Deno.test(`${name}: drawn as before, nothing clipped, no two texts on each other`, async () => {
    const figure = draw();
    const { width, height } = figure.layout;
    const svg = await renderSVG(figure);
    const texts = textBoxes(svg);
    for (const { text, box } of texts) {
      const inside = box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
      assert.ok(inside, `"${text}" leaves the picture: ${JSON.stringify(box)}`);
    }
    texts.forEach((a, i) =>
      texts.slice(i + 1).forEach((b) => assert.ok(!overlap(a.box, b.box), `"${a.text}" on "${b.text}"`))
    );
    // The PNG inside is another library's, and may be packed differently by another version.
    const digest = createHash("sha256").update(svg.replace(/base64,[^"]*/g, "")).digest("hex").slice(0, 16);
    const drawn = { digest, texts: texts.map(({ text }) => text) };
    if (update) {
      stored[name] = drawn;
      writeFileSync(file, JSON.stringify(stored, null, 1) + "\n");
    } else {
      assert.deepEqual(drawn.texts, stored[name]?.texts);
      assert.equal(digest, stored[name].digest);
    }
  });
}

type Box = { left: number; top: number; right: number; bottom: number };

function textBoxes(svg: string): { text: string; box: Box }[] {
  const { document } = new JSDOM(svg, { contentType: "image/svg+xml" }).window;
  const shapes = [...document.querySelectorAll("text")] as unknown as Shape[];
  return shapes.filter((shape) => shape.textContent).map((shape) => {
    const [left, top, right, bottom] = boundsOnPage(shape);
    return { text: shape.textContent!, box: { left, top, right, bottom } };
  });
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
