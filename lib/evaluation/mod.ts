/** What is asked of runs: comparison with a baseline, and how well a run reproduces another. Plain data. */
export * from "./comparison.ts";
export * from "./comparison_output.ts";
export * from "./evaluation_records.ts";
export * from "./cut_offs.ts";
export * from "./judged_collection.ts";
export * from "./leaderboard.ts";
export * from "./reproduction.ts";
export * from "./ties.ts";
export * from "./unjudged.ts";
export * from "./reproduction_output.ts";
