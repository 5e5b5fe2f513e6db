/** What a claim is: a statement, a quantity, what is expected of it, and where it is observed. */
import type { Comparison } from "../comparison.ts";
import type { Evidence, Expectation } from "./verdict.ts";

/** A claim of the paper, or a question that it leaves open. To add one: a file beside this one, and its name in `mod.ts`. */
export interface Claim {
  /** `A` to `F` are the paper's, others ours. */
  readonly id: string;
  readonly source: "paper" | "this project";
  readonly statement: string;
  /** What is measured, in words. */
  readonly quantity: string;
  /** Of the quantity, behind a number: `times as fast`; default nDCG@10. */
  readonly unit?: string;
  readonly expectation: Expectation;
  /** What would change the verdict. */
  readonly wouldChange: string;
  /** Why there is no evidence, where there is none. */
  missing?(comparisons: readonly Comparison[]): string;
  /** The observations that the stored runs allow. */
  evidence(comparisons: readonly Comparison[]): Evidence[];
}
