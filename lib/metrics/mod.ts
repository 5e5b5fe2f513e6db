/** Measures of a ranking's effectiveness, one a file. */
export * from "./average_precision.ts";
export * from "./bpref.ts";
export * from "./describe.ts";
export * from "./evaluate.ts";
export * from "./expected_reciprocal_rank.ts";
export * from "./inferred_average_precision.ts";
export * from "./judge.ts";
export * from "./judged_share.ts";
export * from "./ndcg.ts";
export type * from "./options.ts";
export * from "./parse.ts";
export * from "./precision.ts";
export * from "./r_precision.ts";
export * from "./rank_biased_precision.ts";
export * from "./rank_order.ts";
export * from "./recall.ts";
export * from "./reciprocal_rank.ts";
export * from "./success.ts";
