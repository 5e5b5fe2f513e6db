/** The result of a run. */
import type { History, StepRecord } from "../training/mod.ts";
import type { RunConfig } from "./config.ts";

/** Measures of every run's search, per query; from which grade RR and R count, {@linkcode RunResult.relevantFrom} says. */
export const searchMeasures = ["nDCG@10", "RR@10", "R@100"] as const;

/** The column of {@linkcode RunResult.reranked} in tables and figures. */
export const RERANKED = "RR@10, reranked";

/** The columns of a run's measures in tables and figures. */
export const measureNames = [...searchMeasures, RERANKED] as const;

export type MeasureName = typeof measureNames[number];

/** The ten best passages of each query. */
export interface Top10 {
  /** `[Q * 10]` Positions in the whole collection's passages, best first; -1 where fewer were found. */
  readonly positions: Int32Array;
  /** `[Q * 10]` NaN where fewer were found. */
  readonly scores: Float32Array;
}

/** What a run took besides the steps of its training, whose seconds and tokens are in its history. */
export interface RunCost {
  /** Seconds to draw the batches, topics included, since the last interruption; absent where nothing was trained. */
  readonly sampling?: number;
  /** Seconds to rank the dev queries, since the last interruption. */
  readonly validation: number;
  /** Seconds to rank the test queries. */
  readonly search: number;
  /** The most memory that its process held, in bytes. */
  readonly memory: number;
  /** Of a run with a teacher. Other runs with the same teacher share it. */
  readonly teacher?: TeacherShare;
}

export interface TeacherShare {
  /** Absent for a teacher that came trained. */
  readonly training?: { readonly examples: number; readonly tokens: number; readonly seconds: number };
  /** Of what the run asks it about: pairs of texts, or single texts where their embeddings are compared. */
  readonly scoring: { readonly pairs: number; readonly tokens: number; readonly seconds: number };
}

export interface RunResult {
  /** The name it is stored under, `hashOf(config)`. */
  readonly hash: string;
  readonly config: RunConfig;
  /** One record a training step; empty where nothing was trained. */
  readonly history: readonly StepRecord[];
  /** Means over the dev queries, at the steps that the configuration names. */
  readonly validations: History["validations"];
  /** `[Q]` Ids of the test queries. */
  readonly queries: string[];
  /** Measures of the search, per test query: `[Q]` each. */
  readonly measures: Record<string, Float64Array>;
  /**
   * `[Q]` RR@10 of BM25's candidates in the order of the run's own scores. A query's candidates are BM25's best 30
   * (`rerankDepth`) over the whole collection that are also in what is searched. A relevant passage that is no candidate is
   * not found: this measures order alone, where `measures` also count what an exact search lets in. For BM25 itself the
   * order stays as it is.
   */
  readonly reranked: Float64Array;
  /**
   * The lowest grade of a relevant passage, in RR@10 and R@100 of the test queries, reranked too; absent where it is 1.
   * For TREC's Deep Learning track it is 2.
   */
  readonly relevantFrom?: number;
  readonly top10: Top10;
  /** Wall time of training, validation and evaluation. */
  readonly seconds: number;
  /** Absent in runs that an earlier version stored. */
  readonly cost?: RunCost;
  /** Processor, cores and TensorFlow, in words. */
  readonly machine: string;
  /** The commit of this software. */
  readonly software: string;
  /** Start of the SHA-256 of the weights that training began from; "" where code fixes them, or there are none. */
  readonly weights: string;
  /** Where it is stored: with the project, or among a user's own. */
  readonly source: "committed" | "local";
}

/** The per-query values of all measures that are stored, `[Q]` each, by their columns in tables and figures. */
export function valuesByMeasure({ measures, reranked }: RunResult): Record<string, Float64Array> {
  return { ...measures, ...(reranked && { [RERANKED]: reranked }) };
}
