/** How the self-distilled losses compare with BM25, the untrained encoder and in-batch softmax. */
import { differenceOf, encodersOf, ofEncoder } from "../studies/mod.ts";
import { differenceInWords } from "./difference_in_words.ts";
import { familyOf, type MeasureName, methodLabel, type RunResult } from "../runs/mod.ts";
import { list, outcomeOf, relation, scope, verdictLine } from "./findings.ts";

const asGood = { higher: "for", same: "for", lower: "against", unclear: "neither" } as const;
const better = { higher: "for", lower: "against", same: "against", unclear: "neither" } as const;

/**
 * Adaptive and distributed runs against each baseline, as Markdown.
 *
 * @param results Of the experiments `baselines`, `adaptive` and `distributed`.
 */
export function baselineFindings(results: readonly RunResult[], measure: MeasureName = "nDCG@10"): string {
  const compared = encodersOf(results).flatMap((encoder) => {
    const mine = ofEncoder(results, encoder);
    const baselines = mine.filter(({ config }) => config.method.kind !== "margin");
    const own = mine.filter(({ config }) => ["adaptive", "distributed"].includes(familyOf(config.method)));
    return own.flatMap((result) =>
      baselines.map((baseline) => ({
        encoder,
        result,
        baseline: familyOf(baseline.config.method),
        gap: differenceOf(result, baseline, { measure }),
      }))
    );
  });
  const sections = (["in-batch softmax", "untrained", "BM25"] as const).flatMap((name) => {
    const mine = compared.filter(({ baseline }) => baseline === name);
    if (mine.length === 0) return [];
    const claim = name === "in-batch softmax"
      ? "Self-distilled losses are on a par with in-batch softmax, or better"
      : `Self-distilled losses are better than ${name === "BM25" ? "BM25" : "the encoder before training"}`;
    const sides = name === "in-batch softmax" ? asGood : better;
    const outcome = outcomeOf(mine.map(({ gap }) => sides[relation(gap)]));
    const items = mine.map(({ encoder, result, gap }) =>
      `**${encoder}, ${methodLabel(result.config.method)}**: ${differenceInWords(gap)}`
    );
    return [verdictLine(claim, outcome, `${measure} against ${name}:`), list(items)];
  });
  return [
    scope(results),
    "**On a par with teacher-distilled bi-encoders: not tested here.** No such encoder is among the runs.",
    ...sections,
  ].join("\n\n");
}
