/** What the sweep of static margins says. */
import { withInterval } from "../base/mod.ts";
import { differenceOf, encodersOf, estimate, ofEncoder, staticMargin, staticRuns } from "../studies/mod.ts";
import { differenceInWords } from "./difference_in_words.ts";
import type { MeasureName, RunResult } from "../runs/mod.ts";
import { enumerated, list, outcomeOf, relation, scope, verdictLine } from "./findings.ts";

/**
 * How much the static margin matters, and whether the best one is the same for all encoders, as Markdown.
 *
 * @param results Of the experiment `static`; others are ignored.
 */
export function staticFindings(results: readonly RunResult[], measure: MeasureName = "nDCG@10"): string {
  const encoders = encodersOf(results);
  const sweeps = encoders.flatMap((encoder) =>
    [false, true].flatMap((inBatch) => {
      const sweep = staticRuns(ofEncoder(results, encoder), { inBatch });
      if (sweep.length < 2) return [];
      const byTest = [...sweep].sort((a, b) => estimate(b, measure).mean - estimate(a, measure).mean);
      const [best, worst] = [byTest[0], byTest.at(-1)!];
      return [{ encoder, inBatch, sweep, best, worst, gap: differenceOf(best, worst, { measure }) }];
    })
  );
  const lines = sweeps.map(({ encoder, inBatch, sweep, best, worst, gap }) => {
    const ties = sweep.filter((each) => each !== best && isTie(best, each, measure)).map((result) =>
      staticMargin(result)!
    );
    const [most, least] = [best, worst].map((result) =>
      `${staticMargin(result)} with ${measure} ${withInterval(estimate(result, measure))}`
    );
    return `**${encoder}, ${
      inBatch ? "with" : "without"
    } in-batch negatives.** The best margin is ${most}, the ` +
      `worst ${least}; the best against the worst is ${differenceInWords(gap)}. ` +
      (ties.length ? `Not significantly below the best: ${enumerated(ties)}.` : "All others are lower.");
  });
  const matters = outcomeOf(sweeps.map(({ gap }) => sides[relation(gap)]));
  return [
    scope(results),
    verdictLine(
      "The static margin matters much",
      matters,
      "Best and worst are picked on the queries they are measured on, which makes their distance a little too large.",
    ),
    list(lines),
    transfer(sweeps.filter(({ inBatch }) => !inBatch), measure),
  ].filter(Boolean).join("\n\n");
}

/** A difference, either way, speaks for both claims here. */
const sides = { higher: "for", lower: "for", same: "against", unclear: "neither" } as const;

interface Sweep {
  encoder: string;
  sweep: RunResult[];
  best: RunResult;
}

/** Whether one encoder's best margin is as good for another. */
function transfer(sweeps: readonly Sweep[], measure: MeasureName): string {
  const cases = sweeps.flatMap((from) =>
    sweeps.flatMap((to) => {
      const moved = to.sweep.find((result) => staticMargin(result) === staticMargin(from.best));
      if (from === to || !moved) return [];
      const [here, there] = [moved, to.best].map((result) => staticMargin(result));
      if (here === there) {
        return [{
          text: `${here} is best for ${from.encoder} and for ${to.encoder}`,
          side: "against" as const,
        }];
      }
      const gap = differenceOf(moved, to.best, { measure });
      const text = `${to.encoder} with ${here}, the best margin of ${from.encoder}, instead of ${there} is ` +
        differenceInWords(gap);
      return [{ text, side: sides[relation(gap)] }];
    })
  );
  if (cases.length === 0) return "";
  return verdictLine(
    "The best margin differs between encoders",
    outcomeOf(cases.map(({ side }) => side)),
    `Without in-batch negatives: ${[...new Set(cases.map(({ text }) => text))].join("; ")}.`,
  );
}

function isTie(best: RunResult, other: RunResult, measure: MeasureName): boolean {
  return differenceOf(other, best, { measure }).verdict === "no significant difference";
}
