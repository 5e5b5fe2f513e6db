/**
 * Figures: plain data in, plotly figures out, one file each; `renderSVG` draws one without a browser.
 */
export { dataEfficiency, type DataEfficiencyOptions } from "./data_efficiency.ts";
export { differencesFigure } from "./differences.ts";
export { glanceFigure, type GlanceFigureOptions } from "./glance.ts";
export { leaderboardFigure } from "./leaderboard.ts";
export { placesFigure } from "./places.ts";
export { decimalsInWords, precision, tiesFigure } from "./ties.ts";
export { condensedFigure, unpooledFigure } from "./unjudged.ts";
export { altText, titleOf } from "./alt_text.ts";
export { endLabels, type LineEnd, widthOfEndLabels } from "./end_labels.ts";
export { escaped } from "./markup.ts";
export type { Figure, Layout, Trace } from "./figure.ts";
export { type ForestOptions, forestPlot, type ForestRow, forestRows } from "./forest.ts";
export { type Heatmap, heatmaps, type HeatmapsOptions } from "./heatmaps.ts";
export { interactive, type InteractiveFigure } from "./interactive.ts";
export { renderSVG } from "./render.ts";
export { claimRows, methodRows } from "./seed_forest.ts";
export { seedCurves, type SeedCurvesOptions } from "./seed_curves.ts";
export { staticSweep, type StaticSweepOptions } from "./static_sweep.ts";
export { axesOf, colourOf, INK, type LayoutOptions, type PanelOptions, themed } from "./theme.ts";
export { type TrainingCourse, trainingCourse } from "./training_course.ts";
export { lossCurves, marginTrajectories } from "./trajectories.ts";
export { writeFigure } from "./write_figure.ts";
