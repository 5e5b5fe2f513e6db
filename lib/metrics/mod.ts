/** Measures of a ranking's effectiveness, one a file, and the statistics over them. */
export * from "./bootstrap.ts";
export * from "./evaluate.ts";
export * from "./holm.ts";
export * from "./judge.ts";
export * from "./mean.ts";
export * from "./ndcg.ts";
export type * from "./options.ts";
export * from "./parse.ts";
export * from "./randomisation.ts";
export * from "./recall.ts";
export * from "./reciprocal_rank.ts";
