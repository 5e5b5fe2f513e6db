/** What the choice of a measure, its cut-off and its lowest relevant grade do to the order of systems. */
import type { Qrels } from "../base/mod.ts";
import { evaluator } from "../metrics/mod.ts";
import { kendallTau } from "../statistics/mod.ts";
import { commonDepth, depthOf, type JudgedCollection, systemColour } from "./evaluation_collections.ts";
import type { Figure, Trace } from "./figure.ts";
import { enumerated, list, type TableRow } from "../report/mod.ts";
import { axesOf, themed } from "./theme.ts";

/** From few ranks to many, then from all judged relevance to the higher grades only. */
export const cutoffMeasures: readonly string[] = [
  "nDCG@5",
  "nDCG@10",
  "nDCG@20",
  "nDCG@100",
  "AP@100",
  "AP(rel=2)@100",
  "RR@10",
  "RR(rel=2)@10",
];
/** What the others are compared with. */
const REFERENCE = "nDCG@10";
const MS_MARCO = "MSMARCO_RR(rel=2)@10";

/** Systems by their places. */
export interface Places {
  readonly collection: string;
  readonly measures: readonly string[];
  readonly systems: readonly {
    readonly system: string;
    readonly means: Readonly<Record<string, number>>;
    /** By measure, 1 the best. */
    readonly places: Readonly<Record<string, number>>;
  }[];
  /** Kendall's tau of the order by a measure with that by nDCG@10. */
  readonly tau: Readonly<Record<string, number>>;
}

/** A system's reciprocal rank in several readings, and average precision at several depths. */
export interface Readings {
  readonly collection: string;
  readonly system: string;
  readonly queries: number;
  /** RR@10 with relevance from grade 1, from grade 2, and from grade 2 in the run's own order. */
  readonly rr1: number;
  readonly rr2: number;
  readonly msMarco: number;
  /** As MS MARCO's script reads these judgements: every judged passage is relevant. */
  readonly anyJudged: number;
  /** Queries whose first passage is relevant from grade 1. */
  readonly perfect: number;
  /** Passages for each query, at most. */
  readonly depth: number;
  /** AP(rel=2) at the depth that all systems reach, and over the whole run. */
  readonly apCommon: number;
  readonly apWhole: number;
}

/** The places of a collection's systems by several measures. */
export function placesBy({ name, qrels, systems }: JudgedCollection, measures = cutoffMeasures): Places {
  const evaluate = evaluator(qrels, { measures: [...new Set([REFERENCE, ...measures])] });
  const measured = systems.map(({ name, run }) => ({ system: name, means: evaluate(run).means }));
  const place = (measure: string, value: number) =>
    1 + measured.filter(({ means }) => means[measure] > value).length;
  return {
    collection: name,
    measures,
    systems: measured.map(({ system, means }) => ({
      system,
      means,
      places: Object.fromEntries(measures.map((measure) => [measure, place(measure, means[measure])])),
    })),
    tau: Object.fromEntries(measures.map((measure) => [
      measure,
      kendallTau(measured.map(({ means }) => means[REFERENCE]), measured.map(({ means }) => means[measure])),
    ])),
  };
}

/** Reciprocal rank and average precision of each system in their several readings. */
export function readingsOf(collection: JudgedCollection): Readings[] {
  const { name, qrels, systems } = collection;
  const common = `AP(rel=2)@${commonDepth(collection)}`;
  const evaluate = evaluator(qrels, { measures: ["RR@10", "RR(rel=2)@10", MS_MARCO, common, "AP(rel=2)"] });
  const raised = evaluator(raisedByOne(qrels), { measures: ["MSMARCO_RR@10"], queries: [...qrels.keys()] });
  return systems.map(({ name: system, run }) => {
    const { means, values } = evaluate(run);
    return {
      collection: name,
      system,
      queries: values["RR@10"].length,
      rr1: means["RR@10"],
      rr2: means["RR(rel=2)@10"],
      msMarco: means[MS_MARCO],
      anyJudged: raised(run).means["MSMARCO_RR@10"],
      perfect: values["RR@10"].filter((value) => value === 1).length,
      depth: depthOf(run),
      apCommon: means[common],
      apWhole: means["AP(rel=2)"],
    };
  });
}

/** A bump chart: each system's place from measure to measure. */
export function placesFigure({ collection, measures, systems }: Places): Figure {
  const last = measures.at(-1)!;
  // Two systems may share a place: each goes to a line of its own at the end.
  const atEnd = [...systems].sort((a, b) => a.places[last] - b.places[last]);
  const data = systems.map(({ system, places, means }): Trace => ({
    type: "scatter",
    mode: "lines+markers",
    name: system,
    x: measures.map((_, i) => i),
    y: measures.map((measure) => places[measure]),
    text: measures.map((measure) => `${measure} ${means[measure].toFixed(3)}`),
    line: { color: systemColour(system), width: 2.4 },
    marker: { color: systemColour(system), size: 11, line: { color: "#ffffff", width: 1.5 } },
    hovertemplate: `${system}: place %{y} by %{text}<extra>${collection}</extra>`,
    ...axesOf(0),
  }));
  const right = 24 + 7.2 * Math.max(...systems.map(({ system }) => system.length));
  const layout = themed({
    title: `${collection}: places by measure`,
    subtitle: "1 is the best; lines that cross are conclusions that change",
    height: 150 + 32 * systems.length,
    left: 52,
    right,
    panels: [{
      y: "place",
      xaxis: {
        range: [-0.35, measures.length - 0.75],
        tickvals: measures.map((_, i) => i),
        ticktext: measures.map((measure) => measure.replace(/\(rel=(\d)\)(.*)/, "$2<br>grade ≥ $1")),
        showgrid: false,
      },
      yaxis: { range: [systems.length + 0.5, 0.5], dtick: 1, tick0: 1 },
    }],
  });
  const annotations = atEnd.map(({ system }, i) => ({
    text: system,
    x: 1,
    xref: "paper",
    xanchor: "left",
    xshift: 4,
    y: i + 1,
    yref: "y",
    yanchor: "middle",
    showarrow: false,
    font: { size: 11, color: systemColour(system) },
  }));
  // Room for the second line of the names of measures.
  const margin = { ...layout.margin as Record<string, unknown>, b: 54 };
  return { data, layout: { ...layout, margin, annotations } };
}

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

function firstBy(systems: Places["systems"], measure: string): string[] {
  return systems.filter(({ places }) => places[measure] === 1).map(({ system }) => system);
}

function reach(places: Readonly<Record<string, number>>): number {
  return Math.max(...Object.values(places)) - Math.min(...Object.values(places));
}

function between(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(3));
  return low === high ? low : `${low} to ${high}`;
}

/** Judgements in which grade 0 counts as relevant. */
function raisedByOne(qrels: Qrels): Qrels {
  return new Map([...qrels].map(([query, grades]) => [
    query,
    new Map([...grades].map(([id, grade]) => [id, grade + 1])),
  ]));
}
