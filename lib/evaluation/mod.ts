/** What is asked of runs: comparison with a baseline, and how well a run reproduces another. Plain data. */
export * from "./comparison.ts";
export * from "./reproduction.ts";
