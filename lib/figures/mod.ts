/**
 * Figures: plain data in, plotly figures out, one file each; `renderSVG` draws one without a browser.
 */
export { dataEfficiency, type DataEfficiencyOptions } from "./data_efficiency.ts";
export { differencesFigure } from "./differences.ts";
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
export { renderSVG } from "./render.ts";
export { staticSweep, type StaticSweepOptions } from "./static_sweep.ts";
export { axesOf, colours, type LayoutOptions, type PanelOptions, themed } from "./theme.ts";
export { lossCurves, marginTrajectories } from "./trajectories.ts";
export { writeFigure } from "./write_figure.ts";
