/** What training with several losses gave on a collection of one's own, as Markdown. */
import { collectionLabel, encoderLabel, methodLabel, type RunResult } from "../runs/mod.ts";
import { bestOnDev, differenceOf, estimate } from "../studies/mod.ts";
import { pValue, UserError, withInterval } from "../base/mod.ts";
import { differenceInWords } from "./difference_in_words.ts";
import { list, scope } from "./findings.ts";

const MEASURE = "nDCG@10";

/**
 * The run that is best on dev against the untrained encoder and BM25, and the losses against each other.
 *
 * @param results Of one collection and one encoder; with at least one trained run.
 * @throws UserError where nothing was trained, or there are several collections or encoders.
 */
export function trainingFindings(results: readonly RunResult[]): string {
  const trained = results.filter(({ config }) => config.training);
  const best = bestOnDev(trained, MEASURE);
  if (!best) throw new UserError("Expected the results of a trained run but found none.");
  const places = new Set(
    trained.map(({ config }) => `${collectionLabel(config)}, ${encoderLabel(config)}`),
  );
  if (places.size > 1) {
    throw new UserError(
      `Expected results of one collection and one encoder but found ${[...places].join("; ")}.`,
    );
  }
  const others = trained.filter((result) => result !== best);
  const name = methodLabel(best.config.method);
  const of = (kind: string) => results.find(({ config }) => config.method.kind === kind);
  const against = (other: RunResult | undefined, label: string) => {
    if (!other) return [];
    const difference = differenceOf(best, other, { measure: MEASURE });
    return [
      `**Against ${label}** (${MEASURE} ${withInterval(estimate(other, MEASURE))}): ${
        differenceInWords(difference)
      }, p ${pValue(difference.p)}.`,
    ];
  };
  const differing = others.filter((other) =>
    differenceOf(best, other, { measure: MEASURE }).verdict !== NONE
  );
  return [
    scope(results),
    list([
      `**Best on dev: ${name}**, ${MEASURE} ${withInterval(estimate(best, MEASURE))} on the test queries.`,
      ...against(of("untrained"), "the untrained encoder"),
      ...against(of("bm25"), "BM25"),
      ...(others.length > 0
        ? [
          `**Against the other losses**: the interval of the difference excludes 0 for ${differing.length} of ${others.length}` +
          (differing.length > 0
            ? ` (${
              differing.map((other) =>
                `${methodLabel(other.config.method)}, ${differenceInWords(differenceOf(best, other))}`
              ).join("; ")
            }).`
            : ". The choice among them is not decided by these queries."),
        ]
        : []),
    ]),
  ].join("\n\n");
}

const NONE = "no significant difference";
