/** A query's ranking, seen through its relevance judgements. */
import { type Ranking, UserError } from "../base/mod.ts";

/** What a measure looks at. */
export interface JudgedRanking {
  /** Relevance grades in rank order, 0 where unjudged. */
  readonly grades: Float64Array;
  /** Whether the passage at each rank is judged: 1 or 0. */
  readonly judgedAt: Uint8Array;
  /** Grades of all judged passages of the query, found or not. */
  readonly judged: Float64Array;
}

/**
 * Puts a ranking in order and looks up its grades.
 *
 * The order is trec_eval's: score descending, and where scores tie, id descending; the order in which the ranking
 * comes does not count. A negative grade means, as there, that the passage was pooled and not judged.
 *
 * @param judgements Grades by passage id.
 * @throws UserError for a score that is not a number, a passage that occurs twice, or ids without scores.
 */
export function judge(ranking: Ranking, judgements: ReadonlyMap<string, number>): JudgedRanking {
  const order = ranked(ranking);
  const grades = new Float64Array(order.length);
  const judgedAt = new Uint8Array(order.length);
  order.forEach((position, rank) => {
    const grade = judgements.get(ranking.ids[position]) ?? -1;
    if (grade < 0) return;
    grades[rank] = grade;
    judgedAt[rank] = 1;
  });
  return { grades, judgedAt, judged: Float64Array.from(judgements.values()).filter((grade) => grade >= 0) };
}

/** Positions in a ranking, best first. */
function ranked({ ids, scores }: Ranking): Uint32Array {
  if (ids.length !== scores.length) {
    throw new UserError(`expected a score for each of ${ids.length} passages but found ${scores.length}`);
  }
  const unscored = scores.findIndex(Number.isNaN);
  if (unscored >= 0) throw new UserError(`expected a score for passage ${ids[unscored]} but found NaN`);
  if (new Set(ids).size < ids.length) {
    const twice = ids.find((id, position) => ids.indexOf(id) < position);
    throw new UserError(`expected each passage once but found ${twice} twice`);
  }
  return Uint32Array.from(ids.keys())
    .sort((a, b) => scores[b] - scores[a] || (ids[a] < ids[b] ? 1 : -1));
}
