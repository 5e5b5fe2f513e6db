/**
 * Figures: results in, plotly figures out, and how they are shown.
 *
 * A figure is a pure function of results, one file each; so are the findings, which say in Markdown what the
 * results say. `renderSVG` draws a figure without a browser; `showFigure`, `showTable` and `showMarkdown` put them
 * into a notebook.
 */
export { adaptiveFindings } from "./adaptive_findings.ts";
export { baselineFindings } from "./baseline_findings.ts";
export { dataEfficiency, type DataEfficiencyOptions } from "./data_efficiency.ts";
export { dataEfficiencyFindings, type TriplesNeeded, triplesNeeded } from "./data_efficiency_findings.ts";
export { differencesFigure } from "./differences.ts";
export { distributedFindings } from "./distributed_findings.ts";
export { type JudgedCollection, loadedFindings, loadTrecDL, showWithData } from "./evaluation_collections.ts";
export {
  placeFindings,
  placeRows,
  placesBy,
  placesFigure,
  readingFindings,
  readingRows,
  readingsOf,
} from "./evaluation_cutoffs.ts";
export { evaluationFindings } from "./evaluation_findings.ts";
export { leaderboard, leaderboardFindings, neighbourRows } from "./evaluation_leaderboard.ts";
export { leaderboardFigure } from "./evaluation_leaderboard_figure.ts";
export { tieEffects, tieFindings, tieRows, tiesFigure } from "./evaluation_ties.ts";
export {
  condensedFigure,
  unjudgedEffects,
  unjudgedFindings,
  unjudgedRows,
  unpooledFigure,
} from "./evaluation_unjudged.ts";
export type { Figure, Layout, Trace } from "./figure.ts";
export { type ForestOptions, forestPlot, type ForestRow, forestRows } from "./forest.ts";
export { type Heatmap, heatmaps, type HeatmapsOptions } from "./heatmaps.ts";
export { type DevMeasure, encodersOf, findMargin, ofEncoder, searched, staticMargin } from "./methods.ts";
export { renderSVG } from "./render.ts";
export { type ResultRow, resultRows } from "./result_rows.ts";
export { showFigure, showMarkdown, showTable } from "./show.ts";
export { notebookTier, storedResults } from "./stored.ts";
export { staticFindings } from "./static_findings.ts";
export { staticSweep, type StaticSweepOptions } from "./static_sweep.ts";
export { type TableOptions, type TableRow } from "./table.ts";
export { axesOf, colours, type Family, type LayoutOptions, type PanelOptions, themed } from "./theme.ts";
export { lossCurves, marginTrajectories } from "./trajectories.ts";
export { writeFigure } from "./write_figure.ts";
