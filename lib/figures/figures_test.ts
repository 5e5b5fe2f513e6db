/**
 * Every figure is drawn from invented results and compared with its picture in `snapshots/`. `KIT_UPDATE=1` draws them
 * again; look at what changed before you commit it.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { JSDOM } from "jsdom";
import { boundsOnPage, type Shape } from "./bounds.ts";
import { differencesFigure } from "./differences.ts";
import type { Figure } from "./figure.ts";
import { snapshot } from "./snapshot.ts";
import { inventedResults } from "../runs/results_for_tests.ts";
import { condensedFigure, unpooledFigure } from "./unjudged.ts";
import { forestPlot } from "./forest.ts";
import { claimMarks, methodMarks } from "./forest_marks.ts";
import { glanceFigure } from "./glance.ts";
import { hardShareCurve } from "./hard_share.ts";
import { heatmaps } from "./heatmaps.ts";
import { leaderboardFigure } from "./leaderboard.ts";
import { liveCurve } from "./live_curve.ts";
import { marginSweep } from "./margin_sweep.ts";
import { lossCurves, marginTrajectories } from "./trajectories.ts";
import { placesFigure } from "./places.ts";
import { renderSVG } from "./render.ts";
import { seedCurves } from "./seed_curves.ts";
import { stepHistogram } from "./step_histogram.ts";
import { tiesFigure } from "./ties.ts";
import { trainingCourse } from "./training_course.ts";
import { inventedCollections } from "../evaluation/collections_for_tests.ts";
import { claims, comparedMethod, comparisonsOf, seedGroups } from "../studies/mod.ts";
import { leaderboard, placesBy, tieEffects, unjudgedEffects } from "../evaluation/mod.ts";

const results = inventedResults();
const tiny = results.filter(({ config }) => config.encoder === "tiny");
const cells = (shift: number) =>
  Array.from(
    { length: 4 },
    (_, i) => Array.from({ length: 4 }, (_, j) => ((3 * i + 5 * j + shift) % 17) / 16),
  );

/** Lengths around `middle`, most of them below it and few far above. */
const lengths = (count: number, middle: number) =>
  Int32Array.from({ length: count }, (_, i) => middle * (1.2 + Math.sin(i * i)) ** 2 / 1.8);

/** Counts around a bin. */
const bell = (middle: number, width: number) =>
  Array.from({ length: 40 }, (_, i) => Math.round(100 * Math.exp(-(((i - middle) / width) ** 2))));

/** The same runs with three seeds, which move their curves; in-batch negatives of static margins in the paper's reading. */
const compared = comparisonsOf([1, 2, 3].flatMap((seed) =>
  tiny.map((result) => ({
    ...result,
    config: { ...result.config, seed },
    validations: result.validations.map(({ measures, ...validation }) => ({
      ...validation,
      measures: { ...measures, "nDCG@10": measures["nDCG@10"] * (0.9 + 0.05 * seed) },
    })),
  }))
));

const collections = inventedCollections();

const figures: Record<string, () => Figure> = {
  "margin sweep": () =>
    marginSweep(compared, { title: "Static targets", levels: ["adaptive", "in-batch softmax"] }),
  "live curve": () => {
    const { picked } = comparedMethod(compared[0], "adaptive")!;
    const validations = picked.results[0].validations.slice(0, 3);
    return liveCurve(picked, { name: "seed 9, now", validations });
  },
  "margin trajectories": () =>
    marginTrajectories(
      ["adaptive", "adaptive, in-batch (reference)", "adaptive, in-batch (paper)"].map((label) =>
        comparedMethod(compared[0], label)!.picked.results[0]
      ),
      { title: "Margin and target" },
    ),
  "loss curves": () => lossCurves(results),
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
  "differences by query": () =>
    differencesFigure([{
      system: "new",
      baseline: "BM25",
      measure: "nDCG@10",
      differences: Array.from({ length: 40 }, (_, i) => Math.sin(i * i) / (1 + i / 9)),
      queries: Array.from({ length: 40 }, (_, i) => `q${i}`),
    }]),
  "course of a training": () =>
    trainingCourse({
      steps: Array.from(
        { length: 40 },
        (_, i) => ({ step: i + 1, loss: 0.3 * Math.exp(-i / 12) + 0.02 * Math.sin(i) }),
      ),
      validations: [0, 10, 20, 30, 40].map((step) => ({
        step,
        measures: { "nDCG@10": 0.4 + 0.01 * step - 0.00022 * step * step },
      })),
      measure: "nDCG@10",
      bestStep: 20,
    }, { title: "adaptive on medquad", subtitle: "100 dev queries over 700 passages" }),
  "margins and targets of a step": () =>
    stepHistogram({ margins: bell(22, 6), targets: bell(34, 3) }, {
      title: "Margins and targets",
      top: 0.25,
    }),
  "margins of a step on a phone": () =>
    stepHistogram({ margins: bell(39, 3), targets: [] }, { title: "Margins", width: 360, height: 300 }),
  "gradient of hard negatives": () =>
    hardShareCurve(
      Array.from(
        { length: 40 },
        (_, i) => ({ step: i + 1, hardShare: i === 20 ? NaN : 0.9 * Math.exp(-i / 15) }),
      ),
      { title: "Gradient that goes to hard negatives" },
    ),
  "a collection at a glance": () =>
    glanceFigure({
      name: "medquad & <more>",
      unit: "tokens",
      passageLengths: lengths(900, 400),
      repeatedPassages: 3,
      splits: (["train", "dev", "test"] as const).map((split, i) => ({
        split,
        lengths: lengths(300, 24 + 4 * i),
        relevant: lengths(300, 3 + 2 * i).map((n) => n + 1),
        judgements: 900,
        repeated: 0,
      })),
      overlaps: [],
    }, { limits: { passage: 200, query: 20 } }),
  "curves over seeds": () =>
    seedCurves(compared, {
      title: "Learning curves",
      methods: ["adaptive", "distributed (paper)", "in-batch softmax"],
    }),
  "curves with their names and a level": () =>
    seedCurves(compared.slice(0, 1), {
      title: "Learning curves",
      methods: ["adaptive", "adaptive, in-batch (paper)", "distributed (paper)", "static 0.2", "static 0.6"],
      cost: "tokens",
      scale: "linear",
      bestSoFar: false,
      endLabels: true,
      level: 0.2,
    }),
  "course of a training on a phone": () =>
    trainingCourse({
      steps: [1, 2, 3].map((step) => ({ step, loss: 1 / step })),
      validations: [0, 3].map((step) => ({ step, measures: { "nDCG@10": step } })),
      measure: "nDCG@10",
      bestStep: 3,
    }, { title: "adaptive", width: 360, height: 620, stacked: true }),
  "methods over seeds": () =>
    forestPlot(
      methodMarks(compared, { untrained: seedGroups(tiny.filter(({ config }) => !config.training)) }),
      { title: "Methods", x: "nDCG@10" },
    ),
  "claims": () =>
    forestPlot(
      claimMarks([{
        claim: { ...claims[3], id: "D" },
        evidence: [["supported", 0.05], ["contradicted", -0.08]].map(([label, mean]) => ({
          label: `a against ${label}`,
          place: "minilm-2, wordnet",
          mean: Number(mean),
          low: Number(mean) - 0.03,
          high: Number(mean) + 0.03,
          seeds: 3,
          queries: 10,
        })),
        verdict: { word: "undecided", why: "", each: ["supported", "contradicted"], ps: [null, null] },
      }]),
      { title: "What the claims rest on", x: "difference of nDCG@10", differences: true },
    ),
  "claims with long names": () =>
    forestPlot(
      [0.05, -0.08].map((mean, i) => ({
        panel: "",
        label:
          `cross-encoder ${i}: cross-encoder on BM25, self-distilled against cross-encoder on BM25, pairwise`,
        family: "untrained",
        marker: { symbol: "circle" },
        value: { mean, low: mean - 0.03, high: mean + 0.03 },
      })),
      { title: "Names in two lines", x: "difference of nDCG@10", differences: true },
    ),
  "places by measure": () => placesFigure(placesBy(collections[0])),
};

const folder = new URL("snapshots/", import.meta.url);
const fileOf = (name: string) => `${name.replaceAll(/[ ,]+/g, "_")}.svg`;
const update = process.env.KIT_UPDATE === "1";

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
    const file = new URL(fileOf(name), folder);
    if (update) return writeFileSync(file, snapshot(svg));
    const [drawn, stored] = [snapshot(svg), readFileSync(file, "utf8")].map((text) => text.split("\n"));
    const at = drawn.findIndex((line, i) => line !== stored[i]);
    if (at < 0 && drawn.length === stored.length) return;
    assert.fail(
      `${fileOf(name)} is drawn differently from line ${at + 1} on:\n  stored ${stored[at]}\n  drawn  ${
        drawn[at]
      }\n` +
        "If that is meant, KIT_UPDATE=1 stores the new picture. Look at it before you commit it.",
    );
  });
}

Deno.test("every stored picture belongs to a figure", () => {
  assert.deepEqual(readdirSync(folder).sort(), Object.keys(figures).map(fileOf).sort());
});

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
