/** Which conclusions depend on the measure, as tables and Markdown. */
import { type Places, REFERENCE } from "../evaluation/mod.ts";
import { enumerated, list } from "./findings.ts";
import type { TableRow } from "./table.ts";

/** A row for each system, with a column a measure. */
export function placeRows(all: readonly Places[]): TableRow[] {
  return all.flatMap(({ collection, measures, systems, tau }) => [
    ...systems.map(({ system, means }) => ({
      collection,
      system,
      ...Object.fromEntries(measures.map((measure) => [measure, means[measure]])),
    })),
    { collection, system: `tau with ${REFERENCE}`, ...tau },
  ]);
}

/** Which conclusions hang on the measure, as Markdown. */
export function placeFindings(all: readonly Places[]): string {
  return list(all.map(({ collection, measures, systems, tau }) => {
    const firsts = [...new Set(measures.flatMap((measure) => firstBy(systems, measure)))];
    const by = firsts.map((name) => {
      const mine = measures.filter((measure) => firstBy(systems, measure).includes(name));
      return `${name} by ${enumerated(mine)}`;
    });
    const same = measures.filter((measure) => tau[measure] === 1 && measure !== REFERENCE);
    const least = [...measures].sort((a, b) => tau[a] - tau[b])[0];
    const moving = systems.filter(({ places }) => reach(places) > 0);
    const most = Math.max(...systems.map(({ places }) => reach(places)));
    return `**${collection}**: first is ${by.join("; ")}. ${
      same.length
        ? `${enumerated(same)} order the systems as ${REFERENCE} does`
        : `No other measure orders them as ${REFERENCE} does`
    }; ${least} differs most (tau ${tau[least].toFixed(2)}). ${
      moving.length
        ? `${moving.length} of ${systems.length} systems change place, none by more than ${most}`
        : "No system changes its place"
    }.`;
  }));
}

function firstBy(systems: Places["systems"], measure: string): string[] {
  return systems.filter(({ places }) => places[measure] === 1).map(({ system }) => system);
}

function reach(places: Readonly<Record<string, number>>): number {
  return Math.max(...Object.values(places)) - Math.min(...Object.values(places));
}
