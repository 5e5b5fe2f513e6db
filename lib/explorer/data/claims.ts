/** The claims as the explorer shows them. */
import type { JudgedClaim } from "../../studies/mod.ts";

/** A claim with its verdict and what it rests on. */
export interface JudgedRow {
  readonly claim: Omit<JudgedClaim["claim"], "evidence" | "missing">;
  readonly evidence: JudgedClaim["evidence"];
  readonly verdict: JudgedClaim["verdict"];
  /** The notebook that shows it: its file's name. */
  readonly notebook: string;
}

/** The notebook of each claim; the claims that are not named here are in the one of all. */
const notebooks: Readonly<Record<string, string>> = {
  "A": "06-data-efficiency.ipynb",
  "B": "06-data-efficiency.ipynb",
  "C": "03-static-targets.ipynb",
  "D": "06-data-efficiency.ipynb",
  "D, in-batch": "04-adaptive-targets.ipynb",
  "E, faster": "05-distributed-targets.ipynb",
  "E, higher": "05-distributed-targets.ipynb",
  "F": "07-baselines.ipynb",
  "adaptivity": "04-adaptive-targets.ipynb",
  "direction": "04-adaptive-targets.ipynb",
  "own targets": "04-adaptive-targets.ipynb",
  "gradient of the target": "04-adaptive-targets.ipynb",
  "one-sided error": "04-adaptive-targets.ipynb",
  "softmax": "07-baselines.ipynb",
};

const OF_ALL = "09-the-claims.ipynb";

export function claimRowsOf(judged: readonly JudgedClaim[]): JudgedRow[] {
  return judged.map(({ claim: { evidence: _, missing: __, ...claim }, evidence, verdict }) => ({
    claim,
    evidence,
    verdict,
    notebook: notebooks[claim.id] ?? OF_ALL,
  }));
}
