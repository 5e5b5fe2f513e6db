/** The relevance grades of a query's ranking. */
import { type Ranking, UserError } from "../base/mod.ts";
import { find, hashIds, type IdTable, idTable } from "../trec/mod.ts";
import { rankOrder } from "./rank_order.ts";

/** The grade of a passage that is not in the qrels. */
export const NOT_POOLED = -1;
/** The grade of a passage with a negative grade in the qrels: it was pooled but not judged. */
export const NOT_JUDGED = -2;

/** The judgements of a query. */
export interface Judgements {
  /** The passages that have a grade. */
  readonly passages: IdTable;
  /** Their grades, negative where a passage was pooled but not judged. */
  readonly grades: Float64Array;
  /** Grades of all judged passages, highest first. */
  readonly judged: Float64Array;
}

/** What a measure looks at. */
export interface JudgedRanking {
  /** Relevance grades in rank order, 0 or more where judged, else `NOT_POOLED` or `NOT_JUDGED`. */
  readonly grades: Float64Array;
  /** Grades of all judged passages of the query, found or not, highest first. */
  readonly judged: Float64Array;
}

export interface JudgeOptions {
  /**
   * The order of the ranking: `score` (trec_eval's rule: by descending score, ties by descending id), or `rank`, the
   * order of its ids. Default "score".
   */
  order?: RankingOrder;
  /**
   * Scores that are equal after rounding to this precision tie: `double` in trec_eval since version 10, `single`
   * before and in pytrec_eval. Default "double".
   */
  precision?: ScorePrecision;
  /** Ranks to judge; default all. */
  depth?: number;
}

export type RankingOrder = "score" | "rank";
export type ScorePrecision = "double" | "single";

/**
 * Prepares a query's judgements, for any number of rankings.
 *
 * @param grades Grades by passage id.
 * @throws UserError for a grade that is not a number up to a million.
 */
export function judgements(grades: ReadonlyMap<string, number>): Judgements {
  for (const [id, grade] of grades) {
    if (!(grade <= 1e6)) {
      throw new UserError(`expected a grade up to 1000000 for passage ${id} but found ${grade}`);
    }
  }
  const ids = [...grades.keys()], values = Float64Array.from(grades.values());
  const judged = values.filter((grade) => grade >= 0).sort().reverse();
  return { passages: idTable(ids, hashIds(ids)), grades: values, judged };
}

/**
 * Sorts a ranking and looks up its grades.
 *
 * @throws UserError for a score that is not a number, a passage that occurs twice, or ids without scores.
 */
export function judge(ranking: Ranking, judgements: Judgements, options: JudgeOptions = {}): JudgedRanking {
  const { order: by = "score", precision = "double", depth = Infinity } = options;
  const { ids } = ranking;
  const hashes = hashIds(ids);
  check(ranking, hashes);
  const scores = precision === "single" ? Float32Array.from(ranking.scores) : ranking.scores;
  const order = by === "score" ? rankOrder(ids, scores) : undefined;
  const grades = new Float64Array(Math.min(depth, ids.length));
  for (let rank = 0; rank < grades.length; rank++) {
    const i = order ? order[rank] : rank;
    const position = find(judgements.passages, ids[i], hashes[i]);
    if (position < 0) grades[rank] = NOT_POOLED;
    else grades[rank] = judgements.grades[position] < 0 ? NOT_JUDGED : judgements.grades[position];
  }
  return { grades, judged: judgements.judged };
}

/** A ranking without the passages that are not judged; trec_eval's `-J`. */
export function judgedOnly({ grades, judged }: JudgedRanking): JudgedRanking {
  return { grades: grades.filter((grade) => grade >= 0), judged };
}

function check({ ids, scores }: Ranking, hashes: Int32Array): void {
  if (ids.length !== scores.length) {
    throw new UserError(`expected a score for each of ${ids.length} passages but found ${scores.length}`);
  }
  for (let i = 0; i < scores.length; i++) {
    if (Number.isNaN(scores[i])) throw new UserError(`expected a score for passage ${ids[i]} but found NaN`);
  }
  const { repeated } = idTable(ids, hashes);
  if (repeated >= 0) throw new UserError(`expected each passage once but found ${ids[repeated]} twice`);
}
