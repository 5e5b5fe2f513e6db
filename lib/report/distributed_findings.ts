/** How distributed targets compare with adaptive ones, in both readings. */
import { withInterval } from "../base/mod.ts";
import {
  type DevMeasure,
  differenceOf,
  encodersOf,
  estimate,
  findMargin,
  lastOnDev,
  triplesToReach,
} from "../studies/mod.ts";
import { differenceInWords } from "./difference_in_words.ts";
import type { RunResult } from "../runs/mod.ts";
import { devScope, list, outcomeOf, relation, scope, verdictLine } from "./findings.ts";

const ahead = { higher: "for", lower: "against", same: "against", unclear: "neither" } as const;

/**
 * Whether distributed targets end higher and get there sooner than adaptive ones, and whether the reading matters,
 * as Markdown.
 *
 * @param results Of the experiments `distributed` and `adaptive`.
 */
export function distributedFindings(
  results: readonly RunResult[],
  measure: DevMeasure = "nDCG@10",
): string {
  const cases = encodersOf(results).flatMap((encoder) => {
    const mine = results.filter(({ config }) => config.encoder === encoder);
    const adaptive = findMargin(mine, "adaptive");
    const readings = (["reference", "paper"] as const).flatMap((orientation) => {
      const run = findMargin(mine, "distributed", { orientation });
      return run ? [{ orientation, run }] : [];
    });
    return adaptive && readings.length ? [{ encoder, adaptive, readings }] : [];
  });
  const higher = cases.flatMap(({ encoder, adaptive, readings }) =>
    readings.map(({ orientation, run }) => {
      const gap = differenceOf(run, adaptive, { measure });
      const text =
        `**${encoder}, ${orientation}.** ${measure} ${
          withInterval(estimate(run, measure))
        }; against adaptive, ` +
        `${withInterval(estimate(adaptive, measure))}, it is ${differenceInWords(gap)}.`;
      return { text, side: ahead[relation(gap)] };
    })
  );
  const faster = cases.flatMap(({ encoder, adaptive, readings }) =>
    readings.map(({ orientation, run }) => {
      const level = lastOnDev(adaptive, measure);
      const [own, reached] = [adaptive, run].map((each) => triplesToReach(each, level, { measure }));
      const goal = `the dev ${measure} at which adaptive ends, ${level.toFixed(3)}`;
      const text = `**${encoder}, ${orientation}** ` +
        (Number.isFinite(reached)
          ? `reaches and holds ${goal}, after about ${Math.round(reached)} triples`
          : `does not reach and hold ${goal}`) +
        `; adaptive itself reaches it after ${Math.round(own)}.`;
      return { text, side: pace(reached, own) };
    })
  );
  const readings = cases.flatMap(({ encoder, readings }) => {
    const [reference, paper] = readings;
    if (!paper) return [];
    const gap = differenceOf(paper.run, reference.run, { measure });
    return [`**${encoder}.** The paper's reading against the reference's is ${differenceInWords(gap)}.`];
  });
  return [
    scope(results),
    verdictLine(
      "Distributed targets end higher than adaptive ones",
      outcomeOf(higher.map(({ side }) => side)),
      "",
    ),
    list(higher.map(({ text }) => text)),
    verdictLine(
      "They converge faster",
      outcomeOf(faster.map(({ side }) => side)),
      `Reached means held to the end of the run. ${devScope(results)}`,
    ),
    list(faster.map(({ text }) => text)),
    ...(readings.length ? ["**Which reading is taken:**", list(readings)] : []),
  ].join("\n\n");
}

/** A tenth more or less is no difference: validations are few and far between. */
function pace(reached: number, own: number): "for" | "against" | "neither" {
  return reached < 0.9 * own ? "for" : reached > own / 0.9 ? "against" : "neither";
}
