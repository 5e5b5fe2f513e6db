import { twoWayBootstrap } from "kit/statistics/mod.ts";

export type Word = "supported" | "contradicted" | "equivalent" | "undecided";

// Pooled, 1,200 differences would make seeds that disagree look certain.
export function verdict(differences: number[][]): Word {
  if (differences.length < 3) return "undecided";
  const narrow = twoWayBootstrap(differences, { seed: 1, confidence: 0.9 });
  if (narrow.low > -0.02 && narrow.high < 0.02) return "equivalent";
  const { low, high } = twoWayBootstrap(differences, { seed: 1 });
  return low > 0 ? "supported" : high < 0 ? "contradicted" : "undecided";
}
