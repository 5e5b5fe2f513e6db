/** How long runs of the paper's experiments would take, in words. */
import { counted, roughly } from "../../base/mod.ts";
import { firstGuess, type RunConfig } from "../../runs/mod.ts";
import { cards, reckonedSeconds, SHARE_OF_PEAK } from "./cards.ts";
import { runFlops } from "./cost.ts";
import { LENGTHS_ASSUMED } from "./lengths.ts";

const [card] = cards;

/** Hours on a card, reckoned: `≈ 0.31 GPU h`. */
export function gpuHoursInWords(config: RunConfig): string {
  return `≈ ${hours(gpuSeconds([config]))} GPU h`;
}

/** What all of some runs would take, where that comes from, and what is not known of it. */
export function estimateInWords(configs: readonly RunConfig[]): string {
  const stops = configs.filter(({ training }) => training?.keepBest?.patience !== undefined).length;
  return `In all ≈ ${hours(gpuSeconds(configs))} GPU h on one ${card.name}; on two cores ${
    roughly(firstGuess(configs))
  }. ` +
    "Both are reckoned and not measured: no step was measured on a card. The card is assumed to reach " +
    `${100 * SHARE_OF_PEAK} % of the ${
      card.peak / 1e12
    } TFLOP/s of its data sheet; the cores take a step that was ` +
    `measured as often as there are steps. Lengths are assumed: ${LENGTHS_ASSUMED}.` +
    (stops > 0 ? ` ${counted(stops, "run", "runs")} may stop early, and count with a whole epoch.` : "");
}

function gpuSeconds(configs: readonly RunConfig[]): number {
  return reckonedSeconds(configs.reduce((sum, config) => sum + runFlops(config), 0), card);
}

/** Hours with two digits that count. */
function hours(seconds: number): string {
  return Number((seconds / 3600).toPrecision(2)).toLocaleString("en", { maximumFractionDigits: 5 });
}
