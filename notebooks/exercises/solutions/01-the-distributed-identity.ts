import { mean as meanOf } from "kit/base/mod.ts";

// The mixed term 2 (m_i - mean_i) (mean_i - T_ij) is 0 on average over j, as deviations from a mean are.
export function parts(margins: number[], targets: number[][]): { adaptive: number; spread: number } {
  const means = targets.map(meanOf);
  return {
    adaptive: meanOf(margins.map((margin, i) => (margin - means[i]) ** 2)),
    spread: meanOf(targets.map((row, i) => meanOf(row.map((target) => (target - means[i]) ** 2)))),
  };
}
