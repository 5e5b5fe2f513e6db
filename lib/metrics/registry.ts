/** All measures by their names in ir_measures. To add one: a file for the function, and an entry here. */
import type { JudgedRanking } from "./judge.ts";
import { nDCG } from "./ndcg.ts";
import { recall } from "./recall.ts";
import { reciprocalRank } from "./reciprocal_rank.ts";

/** How a measure is called by name. */
export interface Measure {
  /** What can stand in parentheses, with its default: `rel` in `RR(rel=2)@10`. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Whether a cut-off can stand after `@`. */
  readonly cutoff: "optional" | "required" | "none";
  /** The value of a query. */
  of(query: JudgedRanking, parameters: Readonly<Record<string, number>>, cutoff?: number): number;
}

export const registry: Readonly<Record<string, Measure>> = {
  nDCG: {
    parameters: {},
    cutoff: "optional",
    of: ({ grades, judged }, _, cutoff) => nDCG(grades, judged, { cutoff }),
  },
  RR: {
    parameters: { rel: 1 },
    cutoff: "optional",
    of: ({ grades }, { rel }, cutoff) => reciprocalRank(grades, { cutoff, minGrade: rel }),
  },
  R: {
    parameters: { rel: 1 },
    cutoff: "required",
    of: ({ grades, judged }, { rel }, cutoff) => recall(grades, judged, { cutoff, minGrade: rel }),
  },
};
