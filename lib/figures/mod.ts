/**
 * Figures: plain data in, plotly figures out, one file each; `renderSVG` draws one without a browser.
 */
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
export { type ForestOptions, forestPlot, type ForestRow } from "./forest.ts";
export { hardShareCurve, type HardShareOptions } from "./hard_share.ts";
export { type Heatmap, heatmaps, type HeatmapsOptions } from "./heatmaps.ts";
export { interactive, type InteractiveFigure } from "./interactive.ts";
export { renderSVG } from "./render.ts";
export { claimMarks, methodMarks, type MethodMarksOptions } from "./forest_marks.ts";
export { liveCurve, type LiveCurveOptions } from "./live_curve.ts";
export { marginSweep, type MarginSweepOptions } from "./margin_sweep.ts";
export { seedCurves, type SeedCurvesOptions } from "./seed_curves.ts";
export { largestShare, sharesOf, stepHistogram, type StepHistogramOptions } from "./step_histogram.ts";
export { axesOf, colourOf, INK, type LayoutOptions, type PanelOptions, themed } from "./theme.ts";
export { type TrainingCourse, trainingCourse } from "./training_course.ts";
export { lossCurves, marginTrajectories } from "./trajectories.ts";
export { writeFigure } from "./write_figure.ts";
