/** Tests, intervals, corrections and effect sizes over values by query, and measures of a reproduction. */
export * from "./bonferroni.ts";
export * from "./bootstrap.ts";
export * from "./differences.ts";
export * from "./effect_size.ts";
export * from "./equivalence.ts";
export * from "./holm.ts";
export * from "./kendall_tau.ts";
export * from "./mean_interval.ts";
export * from "./paired_t.ts";
export type * from "./percentile_interval.ts";
export * from "./randomisation.ts";
export * from "./reproduction/mod.ts";
export * from "./rounding.ts";
export * from "./seeds_bootstrap.ts";
export * from "./standard_deviation.ts";
export * from "./two_way_bootstrap.ts";
export * from "./wilcoxon.ts";
export * from "./wins.ts";
