/** The microscope in a notebook. */
import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { inProject, UserError } from "../../base/mod.ts";
import { altText, escaped, type Figure, heatmaps, renderSVG } from "../../figures/mod.ts";
import { showHTML } from "../../report/mod.ts";
import { bundleLosses } from "../bundle_losses.ts";
import { dataScript } from "../data/script.ts";
import { frame } from "../frame.ts";
import type { Recordings } from "./recording.ts";
import { storedRecordings } from "./stored.ts";
import { tablesOf } from "./tables.ts";

export interface ShowMicroscopeOptions {
  /** What it starts with, as in the address of the page after `?`, such as `trained=distributed&step=8`. */
  readonly view?: string;
  /** Pixels, until it is drawn; default 1000. */
  readonly height?: number;
}

/**
 * Shows a batch through the recorded trainings where scripts run, and heat maps of one training elsewhere.
 *
 * The output takes about 0.4 MB in the notebook. Await it: outputs stand in the order in which they are shown.
 *
 * @throws UserError where nothing is recorded.
 */
export async function showMicroscope(options: ShowMicroscopeOptions = {}): Promise<void> {
  const recordings = await storedRecordings();
  if (!recordings) {
    throw new UserError(
      "Expected a recorded batch among the results but found none. `deno task report --microscope` records one.",
    );
  }
  const { html, figure } = await microscopeCell(recordings, options);
  await showHTML(html, { figure });
}

/** What {@linkcode showMicroscope} shows. */
export async function microscopeCell(
  recordings: Recordings,
  { view = "", height = 1000 }: ShowMicroscopeOptions = {},
): Promise<{ html: string; figure: Figure }> {
  const style = (...place: string[]) => readFile(inProject("lib", "explorer", ...place), "utf8");
  const css = [
    await style("page", "explorer.css"),
    await style("playground", "page", "playground.css"),
    await style("microscope", "page", "microscope.css"),
  ].join("\n");
  const figure = marginsOverSteps(recordings);
  const picture = `data:image/svg+xml;base64,${Buffer.from(await renderSVG(figure)).toString("base64")}`;
  // URLSearchParams writes no character that HTML knows.
  const start = new URLSearchParams(view).toString().replaceAll("&", "&amp;");
  const html = frame({
    title: "Microscope of a batch",
    css,
    body: `<body data-view="${start}"><main id="main"></main>`,
    scripts: [await bundleLosses("microscope"), dataScript("microscope", recordings)],
    instead: `<img alt="${escaped(altText(figure)).replaceAll(`"`, "&quot;")}" src="${picture}">`,
    height,
  });
  return { html, figure };
}

/** Margins and targets of each triple of the batch, through the first of the recorded trainings. */
export function marginsOverSteps({ recordings: [{ label, loss, moments }] }: Recordings): Figure {
  const tables = moments.map(({ embeddings }) => tablesOf(embeddings, { ...loss, inBatch: false }));
  const triples = tables[0].margins.map((_, i) => i);
  const over = (name: "margins" | "targets") => triples.map((i) => tables.map((table) => table[name][i][0]));
  return heatmaps([
    { title: "margin m", values: over("margins"), x: "step", y: "triple" },
    { title: "target", values: over("targets"), x: "step" },
  ], {
    title: "A batch through training",
    subtitle: `each triple's own margin and target, trained with ${escaped(label)}`,
    columns: moments.map(({ step }) => String(step)),
    width: 720,
  });
}
