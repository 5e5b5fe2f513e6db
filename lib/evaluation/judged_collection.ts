/** A judged collection with the systems that are compared on it. */
import type { Qrels, Run } from "../base/mod.ts";
import { rankOrder } from "../metrics/mod.ts";

/** A system by its run. */
export interface RankedSystem {
  readonly name: string;
  readonly run: Run;
}

/** Judgements, and two systems or more that rank for the same queries. */
export interface JudgedCollection {
  /** As figures print it: `DL 2019`. */
  readonly name: string;
  readonly qrels: Qrels;
  readonly systems: readonly RankedSystem[];
}

/** The longest ranking of a run. */
export function depthOf(run: Run): number {
  return Math.max(0, ...[...run.values()].map(({ ids }) => ids.length));
}

/** The depth that all systems of a collection reach. */
export function commonDepth({ systems }: JudgedCollection): number {
  return Math.min(...systems.map(({ run }) => depthOf(run)));
}

/** A run without what trec_eval ranks below a depth. */
export function cutRun(run: Run, depth: number): Run {
  return new Map([...run].map(([query, { ids, scores }]) => {
    const kept = Array.from(rankOrder(ids, scores).subarray(0, depth));
    return [query, { ids: kept.map((i) => ids[i]), scores: Float64Array.from(kept, (i) => scores[i]) }];
  }));
}
