/** What is logged of each batch that a method trains on. */
import { hardNegativeShare, marginStatistics } from "../../losses/mod.ts";
import type { LossFunction, StatisticsFunction } from "../../training/mod.ts";
import { kindOf, type Method } from "./registry.ts";

/** @param loss That of the method, as it is trained with. */
export function statisticsOf(method: Method, loss: LossFunction): StatisticsFunction {
  const { marginOptions } = kindOf(method);
  return (queries, positives, negatives, given) => ({
    ...marginStatistics(queries, positives, negatives, marginOptions?.(method, given)),
    hardShare: hardNegativeShare(
      queries,
      positives,
      negatives,
      (negatives) => loss(queries, positives, negatives, given),
    ),
  });
}
