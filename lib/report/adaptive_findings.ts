/** How adaptive targets compare with static ones. */
import { withInterval } from "../base/mod.ts";
import {
  bestOnDev,
  type DevMeasure,
  differenceOf,
  encodersOf,
  estimate,
  findMargin,
  staticMargin,
  staticRuns,
} from "../studies/mod.ts";
import { compared, differenceInWords } from "./difference_in_words.ts";
import type { RunResult } from "../runs/mod.ts";
import { list, outcomeOf, relation, scope, verdictLine } from "./findings.ts";

/**
 * Adaptive against static targets, the effect of in-batch negatives on them, and what a search for the margin
 * costs, as Markdown.
 *
 * @param results Of the experiments `adaptive` and `static`.
 */
export function adaptiveFindings(results: readonly RunResult[], measure: DevMeasure = "nDCG@10"): string {
  const cases = encodersOf(results).flatMap((encoder) => {
    const mine = results.filter(({ config }) => config.encoder === encoder);
    const adaptive = findMargin(mine, "adaptive");
    const sweep = staticRuns(mine, { inBatch: false });
    return adaptive && sweep.length ? [{ encoder, mine, adaptive, sweep }] : [];
  });
  return [scope(results), againstStatic(cases, measure), inBatch(cases, measure), searchCost(cases, measure)]
    .filter(Boolean).join("\n\n");
}

interface Case {
  encoder: string;
  mine: RunResult[];
  adaptive: RunResult;
  /** Static margins without in-batch negatives. */
  sweep: RunResult[];
}

const asGood = { higher: "for", same: "for", lower: "against", unclear: "neither" } as const;
const hurts = { lower: "for", higher: "against", same: "against", unclear: "neither" } as const;

function againstStatic(cases: readonly Case[], measure: DevMeasure): string {
  const judged = cases.map(({ encoder, adaptive, sweep }) => {
    const gaps = sweep.map((result) => ({ result, gap: differenceOf(adaptive, result, { measure }) }));
    const count = (verdict: string) => gaps.filter(({ gap }) => gap.verdict === verdict).length;
    const best = bestOnDev(sweep, measure)!;
    const { gap } = gaps.find(({ result }) => result === best)!;
    const level = withInterval(estimate(adaptive, measure));
    const text =
      `**${encoder}.** Adaptive: ${measure} ${level}. Against the static margin that is best on dev, ` +
      `${staticMargin(best)}, it is ${
        differenceInWords(gap)
      }. Of ${sweep.length} static margins it is higher than ` +
      `${count("higher")}, lower than ${count("lower")}, and not significantly different from ${
        count("no significant difference")
      }.`;
    return { text, side: asGood[relation(gap)] };
  });
  const outcome = outcomeOf(judged.map(({ side }) => side));
  return verdictLine("Adaptive targets do as well as a searched static margin", outcome, "") + "\n\n" +
    list(judged.map(({ text }) => text));
}

function inBatch(cases: readonly Case[], measure: DevMeasure): string {
  const judged = cases.flatMap(({ encoder, mine, adaptive }) =>
    (["reference", "paper"] as const).flatMap((orientation) => {
      const other = findMargin(mine, "adaptive", { inBatch: true, orientation });
      if (!other) return [];
      const gap = differenceOf(other, adaptive, { measure });
      return [{
        side: hurts[relation(gap)],
        text: `**${encoder}, ${orientation}**: ${differenceInWords(gap)}`,
      }];
    })
  );
  if (judged.length === 0) return "";
  const outcome = outcomeOf(judged.map(({ side }) => side));
  const claim = "In-batch negatives can hurt adaptive targets";
  return verdictLine(claim, outcome, "With in-batch negatives against without:") + "\n\n" +
    list(judged.map(({ text }) => text));
}

/** Counted in tokens trained on, not in seconds: the work is the same on any machine, however busy. */
function searchCost(cases: readonly Case[], measure: DevMeasure): string {
  const tokensOf = ({ history }: RunResult) => history.reduce((sum, { tokens }) => sum + tokens, 0);
  const items = cases.map(({ encoder, adaptive, sweep }) => {
    const search = sweep.reduce((sum, result) => sum + tokensOf(result), 0);
    const [best] = [...sweep].sort((a, b) => estimate(b, measure).mean - estimate(a, measure).mean);
    const times = (search / tokensOf(adaptive)).toFixed(1);
    return `**${encoder}.** ${sweep.length} margins were trained on ${
      search.toLocaleString("en")
    } tokens, one ` +
      `adaptive run on ${tokensOf(adaptive).toLocaleString("en")}: a search costs ${times} times as much. ` +
      `The best margin of the search (chosen on the test queries, in its favour) against adaptive is ` +
      `${compared(best, adaptive, measure)}.`;
  });
  return "**What a search for the margin costs**, in tokens trained on:\n\n" +
    list(items);
}
