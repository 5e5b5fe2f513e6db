/** A run against another query by query: the differences, and the queries that changed most, with their texts. */
import { type Collection, Positions, type Texts, UserError } from "../base/mod.ts";
import type { DifferencesOfSystem } from "../evaluation/mod.ts";
import { type MeasureName, methodLabel, type RunResult, valuesByMeasure } from "../runs/mod.ts";
import { cutText } from "./cut_text.ts";
import type { TableRow } from "./table.ts";

export interface QueryOptions {
  /** Default nDCG@10. */
  readonly measure?: MeasureName;
}

export interface QueryExamplesOptions extends QueryOptions {
  /** Queries at either end; default 5. */
  readonly most?: number;
  /** Characters of a text; default 110. */
  readonly letters?: number;
}

/**
 * A run less another by query, for `differencesFigure`.
 *
 * @throws UserError where the two were not measured on the same queries.
 */
export function queryDifferences(
  after: RunResult,
  before: RunResult,
  { measure = "nDCG@10" }: QueryOptions = {},
): DifferencesOfSystem {
  if (
    after.queries.length !== before.queries.length || after.queries.some((id, i) => id !== before.queries[i])
  ) {
    throw new UserError(
      `Expected two runs over the same test queries but found ${after.queries.length} of run ${after.hash} and ` +
        `${before.queries.length} of run ${before.hash}. Compare runs of one collection.`,
    );
  }
  const [a, b] = [after, before].map((result) => valuesByMeasure(result)[measure]);
  return {
    system: methodLabel(after.config.method),
    baseline: methodLabel(before.config.method),
    measure,
    differences: a.map((value, i) => value - b[i]),
    queries: after.queries,
  };
}

/**
 * The queries that gained most, from the largest gain down, and those that lost most, up to the largest loss: with a relevant
 * passage of the highest grade, the first rank of any relevant one before and after, and the passage that is first after.
 *
 * @param collection What was searched, whole: positions of results are positions in its passages.
 */
export function queryExamples(
  after: RunResult,
  before: RunResult,
  collection: Collection,
  options: QueryExamplesOptions = {},
): TableRow[] {
  const { measure = "nDCG@10", most = 5, letters = 110 } = options;
  const { differences } = queryDifferences(after, before, { measure });
  const order = Array.from(differences, (_, i) => i).sort((i, j) => differences[j] - differences[i] || i - j);
  // With few queries, none is at both ends.
  const gained = order.slice(0, Math.min(most, Math.ceil(order.length / 2)));
  const lost = order.slice(gained.length).slice(-most);
  const { passages, queries, qrels } = collection;
  const textIn = ({ ids, texts }: Texts) => {
    const positions = new Positions(ids);
    return (id: string | undefined) => {
      const text = id === undefined ? undefined : texts[positions.get(id) ?? -1];
      return text === undefined ? "–" : cutText(text, letters);
    };
  };
  const queryText = textIn(queries), passageText = textIn(passages);
  return [...gained, ...lost].map((query) => {
    const id = after.queries[query];
    const relevant = [...qrels.get(id) ?? []].filter(([, grade]) => grade > 0).sort(([, a], [, b]) => b - a)
      .map(([passage]) => passage);
    const found = [before, after].map((result) => top10Ids(result, query, collection));
    const ranks = found.map((ids) => {
      const at = ids.findIndex((passage) => relevant.includes(passage));
      return at < 0 ? "> 10" : String(at + 1);
    });
    return {
      [`${measure}, difference`]: differences[query],
      query: queryText(id),
      "relevant passage": passageText(relevant[0]),
      "first rank before": ranks[0],
      "after": ranks[1],
      "found first after": found[1][0] === relevant[0] ? "the relevant one" : passageText(found[1][0]),
    };
  });
}

function top10Ids({ top10 }: RunResult, query: number, { passages }: Collection): string[] {
  return Array.from(top10.positions.subarray(10 * query, 10 * query + 10))
    .filter((position) => position >= 0).map((position) => passages.ids[position]);
}
