/** The explorer in a notebook. */
import { type Figure, renderSVG, seedCurves } from "../figures/mod.ts";
import { showHTML } from "../report/mod.ts";
import { collectionLabel, type RunResult } from "../runs/mod.ts";
import { comparisonsOf } from "../studies/mod.ts";
import { curvesCell } from "./cell.ts";
import type { CollectionSummary } from "./data/collection_texts.ts";
import { summaryOf } from "./data/stored_run.ts";
import { curvesOptions } from "./page/curves_options.ts";

export interface ShowExplorerOptions {
  /** Pixels until the curves are drawn, to keep what is below in its place; default 860. */
  readonly height?: number;
}

/**
 * Shows the learning curves of results with the controls of the explorer where scripts run, and a figure elsewhere.
 *
 * The output takes about 0.8 MB in the notebook. Await it: outputs stand in the order in which they are shown.
 *
 * @param results Trained ones are shown, with the learning rate that dev picked for each method.
 */
export async function showExplorer(
  results: readonly RunResult[],
  options: ShowExplorerOptions = {},
): Promise<void> {
  const { html, figure } = await explorerCell(results, options);
  await showHTML(html, { figure });
}

/** What {@linkcode showExplorer} shows. */
export async function explorerCell(
  results: readonly RunResult[],
  { height = 860 }: ShowExplorerOptions = {},
): Promise<{ html: string; figure: Figure }> {
  const comparisons = comparisonsOf(results);
  const { comparisons: shown, methods } = curvesOptions({ comparisons }, new URLSearchParams());
  const figure = seedCurves(shown, { title: "Learning curves", methods });
  const labels = [...new Set(results.map(({ config }) => collectionLabel(config)))];
  const files = {
    runs: results.map((result) => summaryOf(result, labels.indexOf(collectionLabel(result.config)))),
    collections: labels.map((label): CollectionSummary => ({ label, queries: 0 })),
    claims: [],
  };
  return { html: await curvesCell(files, { picture: await renderSVG(figure), height }), figure };
}
