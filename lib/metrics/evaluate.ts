/** A run's effectiveness, per query and in the mean. */
import { messageOf, type Qrels, type Ranking, type Run, UserError } from "../base/mod.ts";
import { judge } from "./judge.ts";
import { mean } from "./mean.ts";
import { parseMeasure } from "./parse.ts";

export interface EvaluationOptions {
  /** Names as in ir_measures; default `nDCG@10`, `RR@10`, `R@100`. */
  measures?: readonly string[];
  /** The queries that count, by id, such as those of a split; default all of the qrels. */
  queries?: readonly string[];
  /**
   * What to do with a query that has judgements and nothing relevant (grade 1 or more) among them: leave it out of
   * everything, or count it, as trec_eval does, with 0. Default "leave out".
   */
  withoutRelevant?: "leave out" | "zero";
}

export interface Evaluation {
  /** The queries that count, in the order of the qrels or of the option. */
  readonly queries: string[];
  /** Values by measure; entry i is that of `queries[i]`. */
  readonly values: Record<string, Float64Array>;
  /** Means by measure, over `queries`. */
  readonly means: Record<string, number>;
  /** The queries left out, as nothing relevant is known for them. */
  readonly leftOut: string[];
}

const nothing: Ranking = { ids: [], scores: new Float64Array(0) };

/**
 * Evaluates a run.
 *
 * The queries that count are those of the qrels, or those named: one that is missing from the run counts with 0, as in trec_eval
 * with `-c`; a query of the run without judgements is ignored. Passages are ranked by score, ties by id, both
 * descending, whatever their order in the run.
 *
 * @throws UserError for an unknown measure, a run that shares no query with the qrels, qrels without a relevant
 *   passage, or a ranking with a score that is not a number or with a passage twice.
 *
 * @example Two queries, of which the run answers one
 * ```ts
 * import assert from "node:assert/strict";
 * const qrels = new Map([["q1", new Map([["a", 1]])], ["q2", new Map([["b", 1]])]]);
 * const run = new Map([["q1", { ids: ["b", "a"], scores: Float64Array.of(2, 1) }]]);
 * const { queries, values, means } = evaluate(run, qrels, { measures: ["RR@10"] });
 * assert.deepEqual(queries, ["q1", "q2"]);
 * assert.deepEqual([...values["RR@10"]], [0.5, 0]);
 * assert.equal(means["RR@10"], 0.25);
 * ```
 */
export function evaluate(run: Run, qrels: Qrels, options: EvaluationOptions = {}): Evaluation {
  const { measures = ["nDCG@10", "RR@10", "R@100"], withoutRelevant = "leave out" } = options;
  const parsed = measures.map(parseMeasure);
  const { queries: all = [...qrels.keys()] } = options;
  const judgements = (query: string) => qrels.get(query) ?? new Map<string, number>();
  const answerable = all.filter((query) => [...judgements(query).values()].some((grade) => grade >= 1));
  if (answerable.length === 0) {
    throw new UserError(
      `Evaluation: expected qrels with a relevant passage (grade 1 or more) for some query ` +
        `but found none in ${all.length} queries.`,
    );
  }
  if (!all.some((query) => run.has(query))) {
    throw new UserError(
      `Evaluation: none of the run's ${run.size} queries is among the ${all.length} to evaluate. ` +
        `Expected query ids such as "${all[0]}"${run.size ? `, found "${run.keys().next().value}"` : ""}.`,
    );
  }
  const queries = withoutRelevant === "zero" ? [...all] : answerable;
  const judged = queries.map((query) => {
    try {
      return judge(run.get(query) ?? nothing, judgements(query));
    } catch (error) {
      throw new UserError(`Evaluation, query ${query}: ${messageOf(error)}.`);
    }
  });
  const values = Object.fromEntries(
    measures.map((name, i) => [name, Float64Array.from(judged, parsed[i])]),
  );
  const means = Object.fromEntries(measures.map((name) => [name, mean(values[name])]));
  const counted = new Set(queries);
  return { queries, values, means, leftOut: all.filter((query) => !counted.has(query)) };
}
