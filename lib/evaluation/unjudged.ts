/** What passages that nobody judged do to a comparison of systems. */
import { commonDepth, cutRun } from "./judged_collection.ts";
import { evaluator, rankOrder } from "../metrics/mod.ts";
import { kendallTau } from "../statistics/mod.ts";
import type { Qrels, Run } from "../base/mod.ts";
import type { JudgedCollection } from "./judged_collection.ts";

export const DEPTH = 10;

export const FULL = `nDCG@${DEPTH}`;

export const CONDENSED = `nDCG(judged_only=True)@${DEPTH}`;

export const BPREF = "Bpref(rel=2)";

/** The measures that treat unjudged passages unlike each other, the first as not relevant. */
export const unjudgedMeasures = [FULL, CONDENSED, BPREF] as const;

const MEASURES = [...unjudgedMeasures, `Judged@${DEPTH}`, "Judged@100"];

/** A system by each measure. */
export interface UnjudgedRow {
  readonly system: string;
  /** Values by measure. */
  readonly means: Readonly<Record<string, number>>;
  /** The same, had nobody judged what this system alone has among its first ten. */
  readonly unpooled: Readonly<Record<string, number>>;
  /** Judgements lost by that. */
  readonly lost: number;
  /** Place by measure among all systems, 1 the best, and the same after that loss. */
  readonly places: Readonly<Record<string, number>>;
  readonly unpooledPlaces: Readonly<Record<string, number>>;
}

export interface Unjudged {
  readonly collection: string;
  readonly rows: readonly UnjudgedRow[];
  /** Kendall's tau of the systems' order by a measure with that by nDCG@10. */
  readonly tau: Readonly<Record<string, number>>;
}

/**
 * Measures systems with and without regard to unjudged passages, and as if each had come after the judging.
 *
 * A system that came after the judging has passages among its first ten that nobody judged. To see what that costs, the
 * judgements of those passages that it alone of all systems here has among its first ten are taken away (Zobel 1998),
 * and it is measured again; the others' first ten stay judged. Rankings are cut at the depth that all systems reach.
 */
export function unjudgedEffects(collection: JudgedCollection): Unjudged {
  const { name, qrels } = collection;
  const depth = commonDepth(collection);
  const systems = collection.systems.map(({ name, run }) => ({ name, run: cutRun(run, depth) }));
  const evaluate = evaluator(qrels, { measures: MEASURES });
  const means = systems.map(({ run }) => evaluate(run).means);
  const place = (values: readonly Record<string, number>[], i: number) =>
    Object.fromEntries(
      unjudgedMeasures.map((measure) => [
        measure,
        1 + values.filter((other) => other[measure] > values[i][measure]).length,
      ]),
    );
  const rows = systems.map(({ name, run }, i) => {
    const others = systems.filter((_, j) => j !== i).map(({ run }) => run);
    const { qrels: fewer, lost } = withoutOwn(qrels, run, others);
    const unpooledAll = systems.map(({ run }) =>
      evaluator(fewer, { measures: MEASURES, queries: evaluate(run).queries })(run).means
    );
    return {
      system: name,
      means: means[i],
      unpooled: unpooledAll[i],
      lost,
      places: place(means, i),
      unpooledPlaces: place(unpooledAll, i),
    };
  });
  const tau = Object.fromEntries(unjudgedMeasures.map((measure) => [
    measure,
    kendallTau(means.map((each) => each[FULL]), means.map((each) => each[measure])),
  ]));
  return { collection: name, rows, tau };
}

/** Judgements without those of passages that one run has among its first ten and no other has. */
export function withoutOwn(qrels: Qrels, run: Run, others: readonly Run[]): { qrels: Qrels; lost: number } {
  let lost = 0;
  const fewer = [...qrels].map(([query, grades]): [string, Map<string, number>] => {
    const found = new Set(others.flatMap((other) => first(other, query)));
    const own = new Set(first(run, query).filter((id) => !found.has(id) && grades.has(id)));
    lost += own.size;
    return [query, new Map([...grades].filter(([id]) => !own.has(id)))];
  });
  return { qrels: new Map(fewer), lost };
}

/** What a system gains where unjudged passages are left out. */
export function gained({ means }: UnjudgedRow): number {
  return means[CONDENSED] - means[FULL];
}

/** What a system would lose had it come after the judging. */
export function dropped({ means, unpooled }: UnjudgedRow): number {
  return means[FULL] - unpooled[FULL];
}

function first(run: Run, query: string): string[] {
  const ranking = run.get(query);
  if (!ranking) return [];
  return Array.from(rankOrder(ranking.ids, ranking.scores).subarray(0, DEPTH), (i) => ranking.ids[i]);
}
