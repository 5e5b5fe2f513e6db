/** What is said and shown: findings as Markdown, tables, display in a notebook, stored results. */
export { cutText } from "./cut_text.ts";
export { glanceFindings, type GlanceFindingsOptions, glanceRows } from "./glance_rows.ts";
export {
  queryDifferences,
  queryExamples,
  type QueryExamplesOptions,
  type QueryOptions,
} from "./query_examples.ts";
export { comparisonTable } from "./comparison_table.ts";
export { adaptiveFindings } from "./adaptive_findings.ts";
export { baselineFindings } from "./baseline_findings.ts";
export { dataEfficiencyFindings, type TriplesNeeded, triplesNeeded } from "./data_efficiency_findings.ts";
export { distributedFindings } from "./distributed_findings.ts";
export { evaluationFindings, type EvaluationParts } from "./evaluation_findings.ts";
export { effectInWords, effectRows, type MeasuredEffect } from "./effect_table.ts";
export { enumerated, list } from "./findings.ts";
export {
  listRuns,
  reproduceRuns,
  type ReproduceRunsOptions,
  reproductionTable,
  resultsFolder,
  shownPath,
  studyTable,
} from "./reproduce.ts";
export { loadedFindings, measuredOrStored } from "./judged_collections.ts";
export { leaderboardFindings, neighbourRows } from "./leaderboard_findings.ts";
export { type ModelCard, modelCard } from "./model_card.ts";
export { placeFindings, placeRows } from "./place_findings.ts";
export { readingFindings, readingRows } from "./reading_findings.ts";
export { queriesFrame, resultsFrame } from "./frames.ts";
export { columnsOf, csv, latex } from "./record_formats.ts";
export { type FlatRecord, queryRecords, resultRecords } from "./result_records.ts";
export { inOrder } from "./result_order.ts";
export { type ResultRow, resultRows } from "./result_rows.ts";
export { showFigure, showHTML, showMarkdown, showTable } from "./show.ts";
export { staticFindings } from "./static_findings.ts";
export { notebookTier, storedResults } from "./stored.ts";
export { checkSummary, summaryTable, writeSummary } from "./summary.ts";
export {
  checkVerdicts,
  committedStudy,
  committedVerdicts,
  expectedInWords,
  verdictsInFull,
  verdictTable,
  writeVerdicts,
} from "./verdicts.ts";
export { tieFindings, tieRows } from "./tie_findings.ts";
export { trainingFindings } from "./training_findings.ts";
export { unjudgedFindings, unjudgedRows } from "./unjudged_findings.ts";
export { type TableOptions, type TableRow } from "./table.ts";
