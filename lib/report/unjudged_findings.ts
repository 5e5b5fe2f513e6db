/** What unjudged passages do to conclusions, as tables and Markdown. */
import {
  BPREF,
  CONDENSED,
  DEPTH,
  dropped,
  FULL,
  gained,
  type Unjudged,
  type UnjudgedRow,
} from "../evaluation/mod.ts";
import { enumerated, list } from "./findings.ts";
import type { TableRow } from "./table.ts";
import { percent, signed } from "../base/mod.ts";

/** A row for each system. */
export function unjudgedRows(all: readonly Unjudged[]): TableRow[] {
  return all.flatMap(({ collection, rows }) =>
    rows.map(({ system, means, places, lost }) => ({
      collection,
      system,
      [`Judged@${DEPTH}`]: means[`Judged@${DEPTH}`],
      "Judged@100": means["Judged@100"],
      [FULL]: means[FULL],
      place: places[FULL],
      [`${FULL}, judged only`]: means[CONDENSED],
      "place ": places[CONDENSED],
      [BPREF]: means[BPREF],
      "place  ": places[BPREF],
      "judged by it alone": lost,
    }))
  );
}

/** Whether the order of systems hangs on how unjudged passages count, as Markdown. */
export function unjudgedFindings(all: readonly Unjudged[]): string {
  const lines = all.map(({ collection, rows, tau }) => {
    const byJudged = [...rows].sort((a, b) => a.means[`Judged@${DEPTH}`] - b.means[`Judged@${DEPTH}`]);
    const [least, most] = [byJudged[0], byJudged.at(-1)!];
    const gain = [...rows].sort((a, b) => gained(b) - gained(a));
    const moved = (measure: string) => {
      const systems = rows.filter(({ places }) => places[measure] !== places[FULL]);
      return systems.length
        ? `${
          enumerated(systems.map(({ system, places }) =>
            `${system} from ${places[FULL]} to ${places[measure]}`
          ))
        } (tau ${tau[measure].toFixed(2)})`
        : "none (tau 1)";
    };
    return `**${collection}**: of the first ten of ${least.system} ${
      share(least)
    } are judged, of ${most.system} ${share(most)}. Without the unjudged ones ${gain[0].system} gains most (${
      signed(gained(gain[0]))
    }), ${gain.at(-1)!.system} least (${signed(gained(gain.at(-1)!))}). Places that change: ${
      moved(CONDENSED)
    } by judged passages only; ${moved(BPREF)} by ${BPREF}.`;
  });
  const late = all.map(({ collection, rows }) => {
    const hit = [...rows].sort((a, b) => dropped(b) - dropped(a))[0];
    const fell = rows.filter(({ places, unpooledPlaces }) => unpooledPlaces[FULL] > places[FULL]);
    const over = rows.filter(({ means, unpooled }) => unpooled[CONDENSED] > means[CONDENSED]);
    const moved = rows.filter(({ places, unpooledPlaces }) =>
      unpooledPlaces[CONDENSED] !== places[CONDENSED]
    );
    return `**${collection}, had a system come after the judging**: ${hit.system} would lose most, ${
      dropped(hit).toFixed(3)
    } of ${FULL} with ${hit.lost} judgements. ${
      fell.length
        ? `A lower place for no other reason: ${
          enumerated(
            fell.map(({ system, places, unpooledPlaces }) =>
              `${system} (${places[FULL]} to ${unpooledPlaces[FULL]})`
            ),
          )
        }`
        : "None would change its place"
    }. With unjudged passages left out, ${
      moved.length
        ? enumerated(moved.map(({ system, places, unpooledPlaces }) =>
          `${system} would go from place ${places[CONDENSED]} to ${unpooledPlaces[CONDENSED]}`
        ))
        : "all would keep their places"
    }, and ${over.length} of ${rows.length} would get more than with all judgements.`;
  });
  return list([...lines, ...late]);
}

function share({ means }: UnjudgedRow): string {
  return percent(means[`Judged@${DEPTH}`]);
}
