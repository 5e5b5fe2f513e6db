/// <reference lib="dom" />
/** The numbers of one training step. */
import { fixed, percent, signed } from "../../base/mod.ts";
import type { RunResult } from "../../runs/mod.ts";
import { table } from "./table.ts";

const NONE = "–";

export function stepNumbers(record: RunResult["history"][number]): HTMLElement {
  const { loss, marginMean, marginStd, targetMean, targetStd, learningRate, tokens, twins } = record;
  const { hardShare = NaN } = record;
  const spread = (mean: number, std: number) =>
    Number.isNaN(mean) ? NONE : `${fixed(mean, 3)} ± ${fixed(std, 3)}`;
  const cells = {
    "loss": fixed(loss, 4),
    "margin": spread(marginMean, marginStd),
    "target": spread(targetMean, targetStd),
    "margin less target": Number.isNaN(targetMean) ? NONE : signed(marginMean - targetMean),
    "gradient to hard negatives": Number.isNaN(hardShare) ? NONE : percent(hardShare),
    "learning rate": learningRate.toPrecision(3),
    "tokens": tokens.toLocaleString("en"),
    "repeated texts": fixed(twins, 0),
  };
  return table(Object.keys(cells), [Object.values(cells)], {
    left: [],
    caption: "mean ± standard deviation over the batch",
  });
}
