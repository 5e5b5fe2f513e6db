/** The texts of what was searched: the test queries, what any run ranked among its best ten, and what is relevant. */
import { type Collection, Positions } from "../../base/mod.ts";
import { cutText } from "../../report/mod.ts";
import type { RunResult } from "../../runs/mod.ts";

/** What is known of a collection at the start. */
export interface CollectionSummary {
  readonly label: string;
  /** Test queries. */
  readonly queries: number;
  /** Why no texts are shown, where there are none. */
  readonly missing?: string;
}

/** The texts of a collection, loaded once a view asks for them. */
export interface CollectionTexts {
  /** In the order of the runs' queries. */
  readonly queries: readonly QueryText[];
  /** Ids and texts, by place. */
  readonly passages: readonly (readonly [id: string, text: string])[];
}

export interface QueryText {
  readonly text: string;
  /** Places and grades of the relevant passages, the highest grade first. */
  readonly relevant: readonly (readonly [place: number, grade: number])[];
}

/** Characters of a text. */
const MOST = 400;

/** The places of the passages that are among the best ten of any query in any run, ascending by position. */
export function placesOf(results: readonly RunResult[]): Map<number, number> {
  const found = new Set(results.flatMap(({ top10 }) => [...top10.positions]));
  found.delete(-1);
  return new Map([...found].sort((a, b) => a - b).map((position, place) => [position, place]));
}

/**
 * The texts for some queries.
 *
 * @param ids Of the queries.
 * @param found The places of passages that runs found; the relevant ones that none found come behind them.
 */
export function textsOf(
  { queries, passages, qrels }: Collection,
  ids: readonly string[],
  found: ReadonlyMap<number, number>,
): CollectionTexts {
  const queryPositions = new Positions(queries.ids), passagePositions = new Positions(passages.ids);
  const places = new Map(found);
  const placeOf = (position: number) => {
    if (!places.has(position)) places.set(position, places.size);
    return places.get(position)!;
  };
  const texts = ids.map((id): QueryText => {
    const judged = [...qrels.get(id) ?? []].filter(([passage, grade]) =>
      grade > 0 && passagePositions.has(passage)
    );
    return {
      text: cutText(queries.texts[queryPositions.get(id) ?? -1] ?? "", MOST),
      relevant: judged.sort(([, a], [, b]) => b - a).map(([passage, grade]) =>
        [placeOf(passagePositions.get(passage)!), grade] as const
      ),
    };
  });
  const shown = [...places.keys()].map((position) =>
    [passages.ids[position], cutText(passages.texts[position], MOST)] as const
  );
  return { queries: texts, passages: shown };
}
