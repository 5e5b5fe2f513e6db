/** From an expectation and what was observed to one word, by fixed rules. */
import { withInterval } from "../../base/mod.ts";
import { holm } from "../../statistics/mod.ts";
import { TOLERANCE } from "../seed_difference.ts";

/** What a claim expects of its quantity. */
export type Expectation =
  /** That it is above a value: a difference above 0, or above what matters. */
  | { readonly kind: "above"; readonly value: 0 | typeof TOLERANCE }
  /** That it is within the tolerance of 0. */
  | { readonly kind: "as good as" }
  /** That it lies in a range. */
  | { readonly kind: "between"; readonly low: number; readonly high: number };

/** One observation of a claim's quantity. */
export interface Evidence {
  /** What was compared: `adaptive against static 0.5`. */
  readonly label: string;
  /** Where: `minilm-2, wordnet-study`. */
  readonly place: string;
  readonly mean: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Of the quantity being 0, two-sided; absent for a range. */
  readonly p?: number;
  /** Of the quantity being at the tolerance on its side of 0, two-sided, and 1 where it is within; absent for a range. */
  readonly pBeyond?: number;
  /** Whether the quantity is within ±tolerance of 0, by two one-sided tests. */
  readonly equivalent?: boolean;
  readonly seeds: number;
  readonly queries: number;
}

const EQUIVALENT = "equivalent within ±0.02";

export const verdictWords = ["supported", EQUIVALENT, "contradicted", "undecided"] as const;

export type VerdictWord = typeof verdictWords[number];

export interface ClaimVerdict {
  readonly word: VerdictWord;
  readonly why: string;
  /** Of each piece of evidence, in its order. */
  readonly each: readonly VerdictWord[];
  /**
   * Of each piece of evidence, in its order: the p-value of the bound that decides, corrected. Null where the word rests on
   * an interval alone, that of a ratio or of an equivalence, and where seeds are too few for a word.
   */
  readonly ps: readonly (number | null)[];
}

/** Level of the tests, after Holm's correction within a claim. */
const ALPHA = 0.05;

/** Seeds below which nothing is decided. */
export const ENOUGH_SEEDS = 3;

/**
 * The verdict on a claim.
 *
 * Each piece of evidence gets a word of its own; they decide together only where they agree. One of fewer than three seeds
 * is shown, and decides nothing. A difference too small to matter supports nothing, even where it is not 0; a value that is better
 * than "as good as" does not support that, and only one that is beyond the tolerance contradicts it.
 *
 * @param missing Why there is no evidence, where there is none.
 */
export function verdictOf(
  expectation: Expectation,
  evidence: readonly Evidence[],
  missing = "There are no runs to answer it.",
): ClaimVerdict {
  if (evidence.length === 0) return { word: "undecided", why: missing, each: [], ps: [] };
  const enough = evidence.filter(({ seeds }) => seeds >= ENOUGH_SEEDS);
  const corrected = holm(enough.map((found) => pOf(expectation, found)));
  const words = enough.map((found, i) => wordOf(expectation, found, corrected[i]));
  const each = evidence.map((found) => words[enough.indexOf(found)] ?? "undecided");
  const ps = evidence.map((found, i) =>
    found.p === undefined || each[i] === EQUIVALENT ? null : corrected[enough.indexOf(found)] ?? null
  );
  const shown = evidence.map((found, i) =>
    `${found.label} (${found.place}): ${withInterval(found)}, ${each[i]}`
  ).join("; ");
  if (words.length === 0) return { word: "undecided", why: `There are too few seeds. ${shown}`, each, ps };
  if (new Set(words).size === 1) return { word: words[0], why: shown, each, ps };
  const part = words.includes("undecided")
    ? "A part of the evidence decides nothing."
    : "The evidence disagrees.";
  return { word: "undecided", why: `${part} ${shown}`, each, ps };
}

/** The p-value of the bound that decides. */
function pOf(expectation: Expectation, { p = 0, pBeyond = 0 }: Evidence): number {
  return expectation.kind === "above" && expectation.value === 0 ? p : pBeyond;
}

function wordOf(expectation: Expectation, found: Evidence, p: number): VerdictWord {
  const { low, high, equivalent = false } = found;
  if (expectation.kind !== "between" && equivalent) return EQUIVALENT;
  switch (expectation.kind) {
    case "above":
      if (p > ALPHA) return "undecided";
      return low > expectation.value ? "supported" : high < expectation.value ? "contradicted" : "undecided";
    case "as good as":
      return p <= ALPHA && (low > TOLERANCE || high < -TOLERANCE) ? "contradicted" : "undecided";
    case "between":
      if (low >= expectation.low && high <= expectation.high) return "supported";
      return high < expectation.low || low > expectation.high ? "contradicted" : "undecided";
  }
}
