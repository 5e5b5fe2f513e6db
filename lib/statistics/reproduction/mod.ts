/** Measures of reproduction: of a run's rankings, its values, and its improvement over a baseline. */
export * from "./delta_relative_improvement.ts";
export * from "./effect_ratio.ts";
export type * from "./improvement.ts";
export * from "./kendall_tau_union.ts";
export * from "./rank_biased_overlap.ts";
export * from "./root_mean_square_error.ts";
