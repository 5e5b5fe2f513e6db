/** How many triples each loss needs to reach one level. */
import { percent } from "../base/mod.ts";
import { methodLabel, type RunResult } from "../runs/mod.ts";
import {
  type DevMeasure,
  encodersOf,
  findMargin,
  lastOnDev,
  staticMargin,
  staticRuns,
  triplesToReach,
} from "../studies/mod.ts";
import { devScope, list, outcomeOf, scope, verdictLine } from "./findings.ts";

/** A method and the triples it needs to reach in-batch softmax's last level. */
export interface TriplesNeeded {
  encoder: string;
  method: string;
  /** In-batch softmax's last dev value. */
  level: number;
  /** Until the level is reached for good; Infinity where it is not. */
  triples: number;
  /** Of the triples after which in-batch softmax reaches it for good. */
  share: number;
  result: RunResult;
}

/** Triples until the level at which in-batch softmax ends, for every trained run of the same encoder. */
export function triplesNeeded(
  results: readonly RunResult[],
  measure: DevMeasure = "nDCG@10",
): TriplesNeeded[] {
  return encodersOf(results).flatMap((encoder) => {
    const mine = results.filter(({ config, validations }) =>
      config.encoder === encoder && validations.length > 0
    );
    const softmax = mine.find(({ config }) => config.method.kind === "in-batch softmax");
    if (!softmax) return [];
    const level = lastOnDev(softmax, measure);
    const own = triplesToReach(softmax, level, { measure });
    return mine.map((result) => {
      const triples = triplesToReach(result, level, { measure });
      const method = methodLabel(result.config.method);
      return { encoder, method, level, triples, share: triples / own, result };
    });
  });
}

/**
 * Which losses reach in-batch softmax's last level on dev, and with which share of its triples, as Markdown.
 *
 * @param results Of the experiment `data-efficiency`.
 */
export function dataEfficiencyFindings(
  results: readonly RunResult[],
  measure: DevMeasure = "nDCG@10",
): string {
  const needed = triplesNeeded(results, measure);
  const isSelfDistilled = ({ result }: TriplesNeeded) =>
    result.config.method.kind === "margin" && staticMargin(result) === undefined;
  const items = encodersOf(results).flatMap((encoder) => {
    const mine = needed.filter((each) => each.encoder === encoder);
    if (mine.length === 0) return [];
    const self = mine.filter(isSelfDistilled).map(inWords);
    const statics = mine.filter(({ result }) => staticMargin(result) !== undefined);
    const reached = statics.filter(({ triples }) => Number.isFinite(triples)).sort((a, b) =>
      a.triples - b.triples
    );
    const level = mine[0].level.toFixed(3);
    const soonest = reached.length ? `, soonest ${inWords(reached[0])}` : "";
    return [
      `**${encoder}**, level ${level}: ${self.join("; ")}. ` +
      `Of ${statics.length} static runs ${reached.length} reach it${soonest}.`,
    ];
  });
  const outcome = outcomeOf(needed.filter(isSelfDistilled).map(({ share }) => share < 1 ? "for" : "against"));
  return [
    scope(results),
    "**Self-distillation matches teacher distillation with a part of the data: not tested here.** No teacher's scores " +
    "are among the runs. The question asked instead: how many triples until a loss reaches, and holds, the dev " +
    `${measure} at which in-batch softmax ends?`,
    verdictLine(
      "Self-distilled losses reach in-batch softmax's level with fewer triples",
      outcome,
      `Reached means held to the end of the run. ${devScope(results)}`,
    ),
    list(items),
    againstStatic(results, measure),
  ].filter(Boolean).join("\n\n");
}

/** Whether adaptive targets reach where each static margin ends, and with which share of its triples. */
function againstStatic(results: readonly RunResult[], measure: DevMeasure): string {
  const cases = encodersOf(results).flatMap((encoder) => {
    const mine = results.filter(({ config }) => config.encoder === encoder);
    const adaptive = findMargin(mine, "adaptive");
    const sweep = staticRuns(mine, { inBatch: false });
    if (!adaptive || sweep.length === 0) return [];
    const shareOf = (result: RunResult) =>
      triplesToReach(adaptive, lastOnDev(result, measure), { measure }) / result.validations.at(-1)!.triples;
    const shares = sweep.map(shareOf).sort((a, b) => a - b);
    const sooner = shares.filter((share) => share < 1).length;
    const median = shares[Math.floor((shares.length - 1) / 2)];
    const share = Number.isFinite(median) ? `with ${percent(median)} of its triples` : "not at all";
    const text =
      `**${encoder}.** Adaptive reaches, and holds to its end, the last dev level of ${sooner} of ${sweep.length} static ` +
      `margins with fewer triples than they saw; that of the median margin ${share}.`;
    return [{ text, most: sooner > sweep.length / 2 }];
  });
  if (cases.length === 0) return "";
  const outcome = outcomeOf(cases.map(({ most }) => most ? "for" : "against"));
  const claim = "Adaptive targets are more data-efficient than static ones";
  return verdictLine(claim, outcome, "Without in-batch negatives:") + "\n\n" +
    list(cases.map(({ text }) => text));
}

function inWords({ method, triples, share }: TriplesNeeded): string {
  return Number.isFinite(triples)
    ? `${method} after about ${Math.round(triples)} triples (${percent(share)})`
    : `${method} does not reach and hold it`;
}
