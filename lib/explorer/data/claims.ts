/** The claims as the explorer shows them. */
import type { JudgedClaim } from "../../studies/mod.ts";

/** A claim with its verdict and what it rests on. */
export interface JudgedRow {
  readonly claim: Omit<JudgedClaim["claim"], "evidence">;
  readonly evidence: JudgedClaim["evidence"];
  readonly verdict: JudgedClaim["verdict"];
  /** The notebook that shows it: its file's name. */
  readonly notebook: string;
}

/** The notebook of each claim; the claims that are not named here are in the last one. */
const notebooks: Readonly<Record<string, string>> = {
  "C": "02-static-targets.ipynb",
  "D, in-batch": "03-adaptive-targets.ipynb",
  "D": "05-data-efficiency.ipynb",
  "E, faster": "04-distributed-targets.ipynb",
  "E, higher": "04-distributed-targets.ipynb",
  "softmax": "06-baselines.ipynb",
};

const OF_ALL = "09-the-claims.ipynb";

export function claimRowsOf(judged: readonly JudgedClaim[]): JudgedRow[] {
  return judged.map(({ claim: { evidence: _, ...claim }, evidence, verdict }) => ({
    claim,
    evidence,
    verdict,
    notebook: notebooks[claim.id] ?? OF_ALL,
  }));
}
