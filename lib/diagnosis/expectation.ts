/** What training may bring, from what it brought where it was tried. */
import { mean } from "../base/mod.ts";
import { type Interval, leaveOneOutError, lineAt } from "../statistics/mod.ts";
import type { Diagnosis } from "./diagnose.ts";

/** An encoder on a collection where training was tried. */
export interface KnownCase {
  readonly encoder: string;
  readonly collection: string;
  readonly diagnosis: Diagnosis;
  /** Test nDCG@10 before training; absent where that was not measured. */
  readonly untrained?: number;
  /** Test nDCG@10 of adaptive targets less that of other methods, by their labels, over queries and seeds. */
  readonly gains: Readonly<Record<string, Interval>>;
}

export interface Expectation {
  /** The method that adaptive targets are compared with. */
  readonly against: string;
  /** The difference of test nDCG@10, with the interval in which 95 % of such cases lie. */
  readonly gain: Interval;
  /** The property that it was reckoned from; absent where none says more than the mean of the known cases. */
  readonly property?: keyof Diagnosis;
  /** Of that property, among the known cases; absent without one. */
  readonly range?: Range;
  /** Whether the property lies outside of that range: then the line says more than the cases do. */
  readonly extrapolated: boolean;
  /** Mean absolute error at cases that a rule of this kind did not know. */
  readonly error: number;
  readonly cases: number;
}

/** The lowest and the highest value. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

const properties: readonly (keyof Diagnosis)[] = [
  "mean target",
  "spread of targets",
  "mean margin",
  "ordered triples",
  "alignment",
  "uniformity",
  "effective rank",
];

/**
 * The difference to expect, by a straight line over one property: the one that errs least at cases left out, or none where
 * the mean of the cases errs less. Undefined where fewer than four cases are known.
 */
export function expectedGain(
  diagnosis: Diagnosis,
  known: readonly KnownCase[],
  against: string,
): Expectation | undefined {
  const cases = known.filter(({ gains }) => against in gains);
  if (cases.length < 4) return undefined;
  const property = bestProperty(cases, against);
  const range = property && rangeOf(cases, property);
  return {
    against,
    gain: lineOf(cases, against, property)(diagnosis),
    ...(range && { property, range }),
    extrapolated: range !== undefined && isOutside(diagnosis[property!], range),
    // The property is chosen again without each case: chosen with it, the rule would look better than it is.
    error: mean(cases.map((left) => {
      const others = cases.filter((each) => each !== left);
      const { mean } = lineOf(others, against, bestProperty(others, against))(left.diagnosis);
      return Math.abs(mean - left.gains[against].mean);
    })),
    cases: cases.length,
  };
}

/** The values of a property among known cases, of which there is at least one. */
export function rangeOf(known: readonly KnownCase[], property: keyof Diagnosis): Range {
  const values = known.map(({ diagnosis }) => diagnosis[property]);
  return { low: Math.min(...values), high: Math.max(...values) };
}

export function isOutside(value: number, { low, high }: Range): boolean {
  return value < low || value > high;
}

/** The property whose line errs least at cases left out; undefined where their mean errs less. */
function bestProperty(cases: readonly KnownCase[], against: string): keyof Diagnosis | undefined {
  const rules = [undefined, ...properties].map((property) => ({
    property,
    error: leaveOneOutError(pointsOf(cases, against, property)),
  }));
  return rules.reduce((best, rule) => rule.error < best.error ? rule : best).property;
}

function lineOf(cases: readonly KnownCase[], against: string, property?: keyof Diagnosis) {
  const points = pointsOf(cases, against, property);
  return (diagnosis: Diagnosis) => lineAt(points, property ? diagnosis[property] : 0);
}

function pointsOf(cases: readonly KnownCase[], against: string, property?: keyof Diagnosis) {
  return cases.map(({ diagnosis, gains }) => ({
    x: property ? diagnosis[property] : 0,
    y: gains[against].mean,
  }));
}

/** A known case that the rule did not know, and what the rule would have said. */
export interface HeldOut {
  readonly known: KnownCase;
  readonly expected: Expectation;
  readonly observed: number;
}

/** The rule of one collection, tried on all others. */
export function heldOut(known: readonly KnownCase[], collection: string, against: string): HeldOut[] {
  const fitted = known.filter((each) => each.collection === collection);
  return known.filter((each) => each.collection !== collection && against in each.gains).flatMap((each) => {
    const expected = expectedGain(each.diagnosis, fitted, against);
    return expected ? [{ known: each, expected, observed: each.gains[against].mean }] : [];
  });
}

/** The mean absolute error of the rule where it was tried; NaN where it was not. */
export function errorOf(tried: readonly HeldOut[]): number {
  return tried.length === 0
    ? NaN
    : mean(tried.map(({ expected, observed }) => Math.abs(expected.gain.mean - observed)));
}
