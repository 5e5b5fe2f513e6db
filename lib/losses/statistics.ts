/** Mean, spread and histogram of a batch's margins and targets, for the log. */
import { marginCounts, type MarginHistograms } from "../base/mod.ts";
import { type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { marginTable } from "./margin.ts";
import type { MarginOptions } from "./margin_options.ts";

/** Standard deviations are those of a population: their denominator is the count. */
export interface MarginStatistics {
  marginMean: number;
  marginStd: number;
  /** NaN where the loss has no target. */
  targetMean: number;
  /** NaN where the loss has no target. */
  targetStd: number;
  histograms: MarginHistograms;
}

/**
 * Statistics over the table that a margin loss averages over.
 *
 * @param options Those of the margin loss. Leave them out for a loss without a target: the margins are then P_ii -
 *   N_ii, and the target's statistics NaN.
 * @throws UserError as `marginLoss` does.
 */
export function marginStatistics(
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  options?: MarginOptions,
): MarginStatistics {
  return tf.tidy(() => {
    const { margins, targets } = marginTable(queries, positives, negatives, options ?? { target: 0 });
    const [marginMean, marginStd] = meanAndStd(margins);
    const [targetMean, targetStd] = options ? meanAndStd(targets) : [NaN, NaN];
    const histograms = {
      margins: marginCounts(margins.dataSync()),
      targets: options ? marginCounts(targets.dataSync()) : [],
    };
    return { marginMean, marginStd, targetMean, targetStd, histograms };
  });
}

function meanAndStd(x: Tensor): [number, number] {
  const { mean, variance } = tf.moments(x);
  const [m, v] = tf.stack([mean, variance]).dataSync();
  return [m, Math.sqrt(v)];
}
