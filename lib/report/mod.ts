/** What is said and shown: findings as Markdown, tables, display in a notebook, stored results. */
export { type AuditRow, auditRows, auditTable } from "./audit.ts";
export { cutText } from "./cut_text.ts";
export { glanceFindings, type GlanceFindingsOptions, glanceRows } from "./glance_rows.ts";
export {
  queryDifferences,
  queryExamples,
  type QueryExamplesOptions,
  type QueryOptions,
} from "./query_examples.ts";
export { comparisonTable } from "./comparison_table.ts";
export { evaluationFindings, type EvaluationParts } from "./evaluation_findings.ts";
export { effectInWords, effectRows, type MeasuredEffect } from "./effect_table.ts";
export { enumerated, list } from "./findings.ts";
export {
  keptEncoders,
  listRuns,
  methodsAndVerdicts,
  missingRuns,
  reproduceRuns,
  type ReproduceRunsOptions,
  reproductionTable,
  resultsFolder,
  shownPath,
  studyTable,
} from "./reproduce.ts";
export { type LiveRunOptions, showLiveRun } from "./live_run.ts";
export { methodRows } from "./method_rows.ts";
export { loadedFindings, measuredOrStored } from "./judged_collections.ts";
export { leaderboardFindings, neighbourRows } from "./leaderboard_findings.ts";
export { type ModelCard, modelCard } from "./model_card.ts";
export { placeFindings, placeRows } from "./place_findings.ts";
export { readingFindings, readingRows } from "./reading_findings.ts";
export { queriesFrame, resultsFrame } from "./frames.ts";
export { columnsOf, csv, latex } from "./record_formats.ts";
export { type FlatRecord, queryRecords, resultRecords } from "./result_records.ts";
export { inOrder } from "./result_order.ts";
export { differingFields } from "./differing_fields.ts";
export { showClaims } from "./show_claims.ts";
export { showFigure, showHTML, showMarkdown, showTable } from "./show.ts";
export { notebookTier, storedSeeds, studyComparison } from "./stored.ts";
export { startStudyFigures, type StudyFigures } from "./study_figures.ts";
export { checkScale, writeScale } from "./scale.ts";
export { checkSummary, summaryTable, writeSummary } from "./summary.ts";
export {
  checkVerdicts,
  committedStudy,
  committedVerdicts,
  expectedInWords,
  pOrNone,
  verdictsInFull,
  verdictTable,
  writeVerdicts,
} from "./verdicts.ts";
export { tieFindings, tieRows } from "./tie_findings.ts";
export { trainingFindings } from "./training_findings.ts";
export { unjudgedFindings, unjudgedRows } from "./unjudged_findings.ts";
export { type TableOptions, type TableRow } from "./table.ts";
