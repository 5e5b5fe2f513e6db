/** What MS MARCO's RR@10 and the depth of a run change, as tables and Markdown. */
import { MS_MARCO, type Readings } from "../evaluation/mod.ts";
import { enumerated, list } from "./findings.ts";
import type { TableRow } from "./table.ts";

/** A row for each system: the readings of RR@10. */
export function readingRows(readings: readonly Readings[]): TableRow[] {
  return readings.map((each) => ({
    collection: each.collection,
    system: each.system,
    "RR@10": each.rr1,
    "RR(rel=2)@10": each.rr2,
    [MS_MARCO]: each.msMarco,
    "any judged passage": each.anyJudged,
    "AP(rel=2), common depth": each.apCommon,
    "AP(rel=2), whole run": each.apWhole,
    depth: each.depth,
  }));
}

/** What MS MARCO's RR@10 and the depth of a run change, as Markdown. */
export function readingFindings(readings: readonly Readings[]): string {
  const names = [...new Set(readings.map(({ collection }) => collection))];
  const items = names.flatMap((collection) => {
    const mine = readings.filter((each) => each.collection === collection);
    const best = [...mine].sort((a, b) => b.perfect - a.perfect)[0];
    const spread = (value: (each: Readings) => number) =>
      Math.max(...mine.map(value)) - Math.min(...mine.map(value));
    const ordered = mine.filter(({ rr2, msMarco }) => Math.abs(rr2 - msMarco) > 1e-12);
    const deeper = mine.filter(({ apWhole, apCommon }) => apWhole - apCommon > 1e-12);
    return [
      `**${collection}, grades**: with grade 1 as relevant ${best.system} has a relevant passage first for ${best.perfect} of ${best.queries} ` +
      `queries, which leaves little room above it; the systems lie within ${
        spread((each) => each.rr1).toFixed(3)
      } ` +
      `of each other, from grade 2 on within ${spread((each) => each.rr2).toFixed(3)}.`,
      `**${collection}, MS MARCO's RR@10** takes the order of the run and not of its scores, which ` +
      (ordered.length
        ? `changes ${
          enumerated(ordered.map(({ system, rr2, msMarco }) =>
            `${system} from ${rr2.toFixed(4)} to ${msMarco.toFixed(4)}`
          ))
        }: scores tie`
        : "changes nothing here") +
      `. Its script also counts every passage in the judgements as relevant: on these, with their grade 0, ` +
      `it would give every system ${between(mine.map((each) => each.anyJudged))}.`,
      ...(deeper.length
        ? [
          `**${collection}, depth**: ${
            enumerated(
              deeper.map(({ system, depth, apCommon, apWhole }) =>
                `${system} ranks ${depth} passages and would have AP(rel=2) ${
                  apWhole.toFixed(3)
                } instead of ${apCommon.toFixed(3)}`
              ),
            )
          } if it were not cut where the others end.`,
        ]
        : []),
    ];
  });
  return list(items);
}

function between(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(3));
  return low === high ? low : `${low} to ${high}`;
}
