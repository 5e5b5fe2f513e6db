import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openBrowser } from "./browser.ts";
import { differencesFigure } from "./differences.ts";
import { interactive } from "./interactive.ts";
import { renderSVG } from "./render.ts";
import { seedCurves } from "./seed_curves.ts";
import { writeFigure } from "./write_figure.ts";
import { inventedResults } from "../runs/results_for_tests.ts";
import { comparisonsOf } from "../studies/mod.ts";

const figure = () =>
  differencesFigure([{
    system: "new",
    baseline: "old <b>",
    measure: "RR",
    differences: [0.5, -0.25],
    queries: ['<a href="x">q</a>', "q2"],
  }]);

Deno.test("no button uploads a figure, and plotly has one where it is not told", async () => {
  const { document, plotly } = await openBrowser();
  const buttons = async (config: object) => {
    const target = document.createElement("div");
    document.body.append(target);
    const { data, layout } = figure();
    await plotly.newPlot(target, data, layout, config);
    const { innerHTML } = target as unknown as { innerHTML: string };
    plotly.purge(target);
    target.remove();
    return innerHTML;
  };
  assert.match(await buttons({}), /Share chart/);
  const shown = await buttons(interactive(figure()).config);
  assert.match(shown, /modebar-btn/);
  assert.doesNotMatch(shown, /Share chart|Produced with/);
});

Deno.test("where scripts run, a figure is as wide as its place; a picture has its width and no background", async () => {
  const { layout, config } = interactive(figure());
  assert.deepEqual(["width" in layout, layout.autosize, config.responsive], [false, true, true]);
  const svg = await renderSVG(figure());
  assert.match(svg, /^<svg [^>]*width="720"/);
  assert.match(svg, /<rect x="0" y="0" width="720" height="272"[^>]*fill-opacity: 0;/);
});

Deno.test("a picture and a page say in words what they show", async () => {
  const text =
    "RR by query, minus old &lt;b&gt;. 2 queries. Axes: queries, from the largest gain to the largest loss; " +
    "difference. Panels: new; mean +0.1250; 1 better, 0 equal, 1 worse. Shows new.";
  const svg = await renderSVG(figure());
  assert.ok(svg.includes(`role="img" aria-label="${text}"><title>${text}</title>`), svg.slice(0, 900));
  const folder = await mkdtemp(path.join(tmpdir(), "figures-"));
  await writeFigure(path.join(folder, "a.html"), figure());
  const page = await readFile(path.join(folder, "a.html"), "utf8");
  await rm(folder, { recursive: true });
  assert.ok(page.includes(`<title>${text}</title>`) && page.includes(`aria-label="${text}"`));
  assert.match(page, /"showSendToCloud":false\}/);
});

Deno.test("hover texts have whole numbers in full and ids as they are", () => {
  const curves = seedCurves(comparisonsOf(inventedResults()), { title: "", methods: ["adaptive"] });
  const [line] = curves.data.filter(({ hovertemplate }) => `${hovertemplate}`.includes("triples"));
  assert.match(`${line.hovertemplate}`, /^%\{x:,d\} triples/);
  assert.deepEqual(figure().data[0].customdata, ['&lt;a href="x"&gt;q&lt;/a&gt;', "q2"]);
});
