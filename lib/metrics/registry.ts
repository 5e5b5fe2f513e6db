/** All measures by their names in ir_measures. To add one: a file for the function, and an entry here. */
import { averagePrecision } from "./average_precision.ts";
import { bpref } from "./bpref.ts";
import { expectedReciprocalRank } from "./expected_reciprocal_rank.ts";
import { inferredAveragePrecision } from "./inferred_average_precision.ts";
import type { JudgedRanking, RankingOrder } from "./judge.ts";
import { judgedShare } from "./judged_share.ts";
import { nDCG } from "./ndcg.ts";
import { precision } from "./precision.ts";
import { rPrecision } from "./r_precision.ts";
import { rankBiasedPrecision } from "./rank_biased_precision.ts";
import { recall } from "./recall.ts";
import { reciprocalRank } from "./reciprocal_rank.ts";
import { success } from "./success.ts";

/** A value of a parameter: `2`, `0.8`, `'exp-log2'`, `True`. */
export type ParameterValue = number | string | boolean;

/** A parameter of a measure: `rel` in `RR(rel=2)@10`. */
export interface Parameter<T extends ParameterValue = ParameterValue> {
  readonly default: T;
  readonly meaning: string;
  /** What a value must be; follows "expected rel to be" in messages. */
  readonly rule: string;
  accepts(value: ParameterValue): boolean;
}

/** A measure: its parameters, its meaning, and how it is computed. */
export interface Measure<P extends Record<string, ParameterValue> = Record<string, ParameterValue>> {
  /** One line. */
  readonly meaning: string;
  /**
   * Its name in trec_eval, with `k` for a cut-off; absent where trec_eval lacks it. Values equal trec_eval 10.0's,
   * including ties, unjudged passages and queries with nothing relevant.
   */
  readonly trecEval?: string;
  /** The order of the ranking: "score" (trec_eval's rule for ties) in all measures but MS MARCO's own. */
  readonly order: RankingOrder;
  /** How a passage without a judgement counts. */
  readonly unjudged: "not relevant" | "left out" | "counted";
  readonly parameters: { readonly [Name in keyof P]: Parameter<P[Name]> };
  /** Whether there is a cut-off after `@`. */
  readonly cutoff: "optional" | "required" | "none";
  /** The value of a query, between 0 and 1. */
  of(query: JudgedRanking, parameters: P, cutoff?: number): number;
}

const rel: Parameter<number> = {
  default: 1,
  meaning: "lowest grade that counts as relevant",
  rule: "a grade above 0",
  accepts: (value) => typeof value === "number" && value > 0,
};

const judged_only: Parameter<boolean> = {
  default: false,
  meaning: "first leave unjudged passages out of the ranking",
  rule: "True or False",
  accepts: (value) => typeof value === "boolean",
};

const dcg: Parameter<string> = {
  default: "log2",
  meaning: "gain of a grade g: g ('log2') or 2^g - 1 ('exp-log2')",
  rule: "'log2' or 'exp-log2'",
  accepts: (value) => value === "log2" || value === "exp-log2",
};

const p: Parameter<number> = {
  default: 0.8,
  meaning: "persistence, the probability of going on to the next rank",
  rule: "at least 0 and below 1",
  accepts: (value) => typeof value === "number" && value >= 0 && value < 1,
};

const max_rel: Parameter<number> = {
  default: 4,
  meaning: "highest grade of the scale",
  rule: "an integer from 1 to 1000",
  accepts: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1000,
};

/** Infers the types of a measure's parameters. */
function entry<P extends Record<string, ParameterValue>>(measure: Measure<P>): Measure {
  return measure;
}

export const registry: Readonly<Record<string, Measure>> = {
  nDCG: entry({
    meaning: "discounted gain of the grades, over that of the ideal ranking",
    trecEval: "ndcg, ndcg_cut_k",
    order: "score",
    unjudged: "not relevant",
    parameters: { dcg, judged_only },
    cutoff: "optional",
    of: ({ grades, judged }, { dcg }, cutoff) =>
      nDCG(grades, judged, { cutoff, gain: dcg === "log2" ? "linear" : "exponential" }),
  }),
  RR: entry({
    meaning: "one over the rank of the first relevant passage",
    trecEval: "recip_rank",
    order: "score",
    unjudged: "not relevant",
    parameters: { rel, judged_only },
    cutoff: "optional",
    of: ({ grades }, { rel }, cutoff) => reciprocalRank(grades, { cutoff, minGrade: rel }),
  }),
  /**
   * The measure that MS MARCO's own script `ms_marco_eval.py` calls "MRR @10".
   *
   * It is `RR@10` in another order: the script takes ranks from the run file, which has no scores, where trec_eval
   * sorts by score and breaks ties by id. So the two differ where scores tie, or where ranks and scores disagree.
   * Here the order is that of the ranking's ids. Three more properties of the script: it divides by the number of
   * queries in its qrels, and missing ones count 0 (as in `evaluate`, and in trec_eval with `-c`); any passage in its
   * qrels is relevant, whatever the grade (all are 1 there; here `rel` decides); a rank that its file skips stays
   * empty (a `Ranking` has no such gaps).
   */
  MSMARCO_RR: entry({
    meaning: "one over the rank of the first relevant passage, in the order of the run and not of its scores",
    order: "rank",
    unjudged: "not relevant",
    parameters: { rel },
    cutoff: "optional",
    of: ({ grades }, { rel }, cutoff) => reciprocalRank(grades, { cutoff, minGrade: rel }),
  }),
  AP: entry({
    meaning: "mean of the precision at the rank of each relevant passage",
    trecEval: "map, map_cut_k",
    order: "score",
    unjudged: "not relevant",
    parameters: { rel, judged_only },
    cutoff: "optional",
    of: ({ grades, judged }, { rel }, cutoff) => averagePrecision(grades, judged, { cutoff, minGrade: rel }),
  }),
  P: entry({
    meaning: "share of the first k ranks that hold a relevant passage",
    trecEval: "P_k",
    order: "score",
    unjudged: "not relevant",
    parameters: { rel, judged_only },
    cutoff: "required",
    of: ({ grades }, { rel }, cutoff) => precision(grades, { cutoff: cutoff!, minGrade: rel }),
  }),
  R: entry({
    meaning: "share of the relevant passages that is among the first k",
    trecEval: "recall_k",
    order: "score",
    unjudged: "not relevant",
    parameters: { rel, judged_only },
    cutoff: "required",
    of: ({ grades, judged }, { rel }, cutoff) => recall(grades, judged, { cutoff, minGrade: rel }),
  }),
  Rprec: entry({
    meaning: "precision after as many ranks as there are relevant passages",
    trecEval: "Rprec",
    order: "score",
    unjudged: "not relevant",
    parameters: { rel, judged_only },
    cutoff: "none",
    of: ({ grades, judged }, { rel }) => rPrecision(grades, judged, { minGrade: rel }),
  }),
  Success: entry({
    meaning: "whether a relevant passage is among the first k, also called hit rate",
    trecEval: "success_k",
    order: "score",
    unjudged: "not relevant",
    parameters: { rel, judged_only },
    cutoff: "required",
    of: ({ grades }, { rel }, cutoff) => success(grades, { cutoff, minGrade: rel }),
  }),
  Bpref: entry({
    meaning: "how rarely a passage judged not relevant is ranked above a relevant one",
    trecEval: "bpref",
    order: "score",
    unjudged: "left out",
    parameters: { rel },
    cutoff: "none",
    of: ({ grades, judged }, { rel }) => bpref(grades, judged, { minGrade: rel }),
  }),
  infAP: entry({
    meaning: "average precision inferred from a pool of which a sample is judged",
    trecEval: "infAP",
    order: "score",
    unjudged: "not relevant",
    parameters: { rel },
    cutoff: "none",
    of: ({ grades, judged }, { rel }) => inferredAveragePrecision(grades, judged, { minGrade: rel }),
  }),
  RBP: entry({
    meaning: "rate of relevant passages for a reader who goes on with probability p at each rank",
    order: "score",
    unjudged: "not relevant",
    parameters: { p, rel },
    cutoff: "optional",
    of: ({ grades }, { p, rel }, cutoff) =>
      rankBiasedPrecision(grades, { cutoff, minGrade: rel, persistence: p }),
  }),
  ERR: entry({
    meaning: "one over the rank at which a reader is satisfied, likelier the higher the grade",
    order: "score",
    unjudged: "not relevant",
    parameters: { max_rel },
    cutoff: "optional",
    of: ({ grades }, { max_rel }, cutoff) => expectedReciprocalRank(grades, { cutoff, maxGrade: max_rel }),
  }),
  Judged: entry({
    meaning: "share of the first k passages that is judged at all",
    order: "score",
    unjudged: "counted",
    parameters: {},
    cutoff: "optional",
    of: ({ grades }, _, cutoff) => judgedShare(grades, { cutoff }),
  }),
};

/** Other names of these measures in ir_measures. */
export const aliases: Readonly<Record<string, string>> = {
  NDCG: "nDCG",
  MRR: "RR",
  MAP: "AP",
  Precision: "P",
  Recall: "R",
  RPrec: "Rprec",
  BPref: "Bpref",
};
