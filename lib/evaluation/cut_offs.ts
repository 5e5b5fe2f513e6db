/** What the choice of a measure, its cut-off and its lowest relevant grade do to the order of systems. */
import { commonDepth, depthOf } from "./judged_collection.ts";
import { evaluator } from "../metrics/mod.ts";
import { kendallTau } from "../statistics/mod.ts";
import type { Qrels } from "../base/mod.ts";
import type { JudgedCollection } from "./judged_collection.ts";

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
export const REFERENCE = "nDCG@10";

export const MS_MARCO = "MSMARCO_RR(rel=2)@10";

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

/** Judgements in which grade 0 counts as relevant. */
function raisedByOne(qrels: Qrels): Qrels {
  return new Map([...qrels].map(([query, grades]) => [
    query,
    new Map([...grades].map(([id, grade]) => [id, grade + 1])),
  ]));
}
