/** A run's effectiveness, by query and on average. */
import { counted, mean, messageOf, type Qrels, type Ranking, type Run, UserError } from "../base/mod.ts";
import { judge, type Judgements, judgements, type ScorePrecision } from "./judge.ts";
import { parseMeasure } from "./parse.ts";

/** trec_eval's defaults are `missing: "leave out", withoutRelevant: "zero"`; with `-c`, "zero" for both. */
export interface EvaluationOptions {
  /** Names as in ir_measures; default `nDCG@10`, `RR@10`, `R@100`. */
  measures?: readonly string[];
  /** The queries that count, by id, such as those of a split; default all of the qrels. */
  queries?: readonly string[];
  /** What to do with a query that the run lacks: count it with 0, or leave it out of everything. Default "zero". */
  missing?: "zero" | "leave out";
  /**
   * What to do with a query that has judgements but nothing relevant (grade 1 or more): leave it out of everything,
   * or count it with 0. Default "leave out".
   */
  withoutRelevant?: "leave out" | "zero";
  /**
   * Scores that are equal after rounding to this precision tie: `double` in trec_eval since version 10, `single`
   * before and in pytrec_eval. Default "double".
   */
  precision?: ScorePrecision;
}

export interface Evaluation {
  /** The queries that count, in the order of the qrels or of the option. */
  readonly queries: string[];
  /** Values by measure; entry i is that of `queries[i]`. */
  readonly values: Record<string, Float64Array>;
  /** Means by measure, over `queries`. */
  readonly means: Record<string, number>;
  /** The queries left out, because the qrels have nothing relevant for them or the run lacks them. */
  readonly leftOut: string[];
}

const nothing: Ranking = { ids: [], scores: new Float64Array(0) };

/**
 * Evaluates a run.
 *
 * It evaluates the queries of the qrels, or those named in the options. A query that is missing from the run counts
 * with 0, as in trec_eval with `-c`, unless the options say otherwise; a query of the run without judgements is
 * ignored. Passages are sorted by descending score, ties by descending id, whatever their order in the run.
 *
 * @throws UserError for an unknown measure, a run that shares no query with the qrels, qrels without a relevant
 *   passage, or a ranking with a NaN score or a repeated passage.
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
  return evaluator(qrels, options)(run);
}

/**
 * Prepares qrels and measures once, to evaluate many runs.
 *
 * @returns A function that evaluates a run.
 * @throws UserError for an unknown measure, or qrels without a relevant passage.
 */
export function evaluator(qrels: Qrels, options: EvaluationOptions = {}): (run: Run) => Evaluation {
  const { measures = ["nDCG@10", "RR@10", "R@100"], missing = "zero", withoutRelevant = "leave out" } =
    options;
  const { queries: all = [...qrels.keys()], precision } = options;
  const parsed = measures.map(parseMeasure);
  const orders = [...new Set(parsed.map(({ order }) => order))];
  const depth = Math.max(0, ...parsed.map((measure) => measure.depth));
  const known = new Map<string, Judgements>();
  for (const query of all) {
    const grades = qrels.get(query) ?? new Map<string, number>();
    known.set(query, naming(query, () => judgements(grades)));
  }
  const relevant = (query: string) => known.get(query)!.judged[0] >= 1;
  if (!all.some(relevant)) {
    throw new UserError(
      `Evaluation: expected qrels with a relevant passage (grade 1 or more) for some query ` +
        `but found none in ${counted(all.length, "query", "queries")}.`,
    );
  }
  const eligible = withoutRelevant === "zero" ? [...all] : all.filter(relevant);

  return (run) => {
    if (!all.some((query) => run.has(query))) {
      throw new UserError(
        `Evaluation: none of the run's ${
          counted(run.size, "query", "queries")
        } is among the ${all.length} to evaluate. ` +
          `Expected query ids such as "${all[0]}"${run.size ? `, found "${run.keys().next().value}"` : ""}.`,
      );
    }
    const queries = missing === "zero" ? eligible.slice() : eligible.filter((query) => run.has(query));
    if (queries.length === 0) {
      throw new UserError(
        `Evaluation: the run answers none of the ${eligible.length} queries that have a relevant passage.`,
      );
    }
    const columns = measures.map(() => new Float64Array(queries.length));
    queries.forEach((query, i) =>
      naming(query, () => {
        for (const order of orders) {
          const judged = judge(run.get(query) ?? nothing, known.get(query)!, { order, precision, depth });
          parsed.forEach((measure, k) => {
            if (measure.order === order) columns[k][i] = measure.of(judged);
          });
        }
      })
    );
    const values = Object.fromEntries(measures.map((name, k) => [name, columns[k]]));
    const means = Object.fromEntries(measures.map((name, k) => [name, mean(columns[k])]));
    const answered = new Set(queries);
    return { queries, values, means, leftOut: all.filter((query) => !answered.has(query)) };
  };
}

/** Runs a step for a query, and adds its id to errors. */
function naming<T>(query: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`Evaluation, query ${query}: ${messageOf(error)}.`);
  }
}
