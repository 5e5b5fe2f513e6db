/** Two runs over the same queries, and their texts. */
import { type FlatRecord, queryDifferences } from "../../report/mod.ts";
import { type measureNames, type RunResult, valuesByMeasure } from "../../runs/mod.ts";
import type { CollectionTexts } from "../data/collection_texts.ts";
import type { Library } from "./library.ts";

export interface TwoRuns {
  readonly run: RunResult;
  readonly other: RunResult;
  readonly measure: typeof measureNames[number];
  /** `[Q]` */
  readonly differences: ArrayLike<number>;
  /** Numbers of queries, from the largest gain to the largest loss. */
  readonly order: readonly number[];
  readonly texts?: CollectionTexts;
  /** Why there are no texts. */
  readonly missing?: string;
}

export async function loadTwoRuns(
  library: Library,
  [first, second]: readonly RunResult[],
  measure: TwoRuns["measure"],
): Promise<TwoRuns> {
  const collection = library.collectionOf(first);
  const { missing } = library.collections[collection];
  const [run, other, texts] = await Promise.all([
    library.whole(first),
    library.whole(second),
    missing === undefined ? library.textsOf(collection) : undefined,
  ]);
  const { differences } = queryDifferences(run, other, { measure });
  const order = Array.from(differences, (_, i) => i).sort((i, j) => differences[j] - differences[i]);
  return { run, other, measure, differences, order, texts, missing };
}

/** A record a query, from the largest gain to the largest loss. */
export function recordsOfTwo({ run, other, measure, differences, order }: TwoRuns): FlatRecord[] {
  const [values, others] = [run, other].map((each) => valuesByMeasure(each)[measure]);
  return order.map((i) => ({
    query: run.queries[i],
    [`${measure}, ${run.hash}`]: values[i],
    [`${measure}, ${other.hash}`]: others[i],
    difference: differences[i],
  }));
}
