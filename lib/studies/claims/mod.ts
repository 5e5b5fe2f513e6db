/** The claims of the paper and our questions, and the verdict on each from stored runs. */
import type { RunResult } from "../../runs/mod.ts";
import { comparisonsOf } from "../comparison.ts";
import type { Claim } from "./claim.ts";
import { openQuestions } from "./open_questions.ts";
import { paperClaims } from "./paper_claims.ts";
import { type ClaimVerdict, type Evidence, verdictOf } from "./verdict.ts";

export type { Claim } from "./claim.ts";
export { bestStatic } from "./evidence.ts";
export {
  type ClaimVerdict,
  ENOUGH_SEEDS,
  type Evidence,
  type Expectation,
  verdictOf,
  type VerdictWord,
  verdictWords,
} from "./verdict.ts";

/** In the order of reports. Pure for a bundler: a page that shows verdicts leaves the judging out. */
export const claims: readonly Claim[] = /* @__PURE__ */ paperClaims.concat(openQuestions);

/** A claim with its verdict. */
export interface JudgedClaim {
  readonly claim: Claim;
  readonly evidence: readonly Evidence[];
  readonly verdict: ClaimVerdict;
}

/** The verdict on every claim, from the runs that there are; trials with a share of the steps do not count. */
export function judgeClaims(results: readonly RunResult[]): JudgedClaim[] {
  const comparisons = comparisonsOf(results.filter(({ config }) => config.scale === undefined));
  return claims.map((claim) => {
    const evidence = claim.evidence(comparisons);
    return { claim, evidence, verdict: verdictOf(claim.expectation, evidence, claim.missing?.(comparisons)) };
  });
}
