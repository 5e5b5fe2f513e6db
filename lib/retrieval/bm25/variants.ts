/**
 * The forms of BM25 in other systems, by their names in bm25s.
 *
 * `N` passages, of which `df` contain the word; the word occurs `tf` times in a passage whose length is `ratio` times
 * the mean; norm = 1 - b + b · ratio. The score of a passage is the sum of the weights of the query's words.
 *
 * @see Kamphuis et al., Which BM25 Do You Mean?, ECIR 2020; Lù, BM25S, 2024, arXiv 2407.03618.
 */

/** A form of BM25. */
export type Variant = "lucene" | "robertson" | "atire" | "bm25l" | "bm25+";

export interface BM25Parameters {
  /** Default `lucene`. */
  readonly variant?: Variant;
  /** How slowly the count of a word saturates; default 0.9. */
  readonly k1?: number;
  /** How much a passage's length counts, 0 to 1; default 0.4. */
  readonly b?: number;
  /** Lower bound for words in long passages, only in `bm25l` and `bm25+`; default 0.5. */
  readonly delta?: number;
}

/** One form, with its parameters. */
interface Form {
  idf(df: number, N: number): number;
  /** The weight of a word in a passage that contains it, minus that in one that does not. */
  weight(idf: number, tf: number, norm: number): number;
  /** The weight of a word in a passage without it. */
  absent(idf: number): number;
}

const none = () => 0;

const FORMS: Record<Variant, (k1: number, delta: number) => Form> = {
  // ln(1 + (N - df + 0.5) / (df + 0.5)) · tf / (tf + k1 · norm), with exact lengths.
  lucene: (k1) => ({
    idf: (df, N) => Math.log1p((N - df + 0.5) / (df + 0.5)),
    weight: (idf, tf, norm) => idf * tf / (tf + k1 * norm),
    absent: none,
  }),
  // ln((N - df + 0.5) / (df + 0.5)), never below 0: a word in half of the passages has no weight.
  robertson: (k1) => ({
    idf: (df, N) => Math.log(Math.max(1, (N - df + 0.5) / (df + 0.5))),
    weight: (idf, tf, norm) => idf * tf / (tf + k1 * norm),
    absent: none,
  }),
  // ln(N / df) · (k1 + 1) · tf / (tf + k1 · norm)
  atire: (k1) => ({
    idf: (df, N) => Math.log(N / df),
    weight: (idf, tf, norm) => idf * (k1 + 1) * tf / (tf + k1 * norm),
    absent: none,
  }),
  // ln((N + 1) / (df + 0.5)) · (k1 + 1) · (c + delta) / (k1 + c + delta), c = tf / norm
  bm25l: (k1, delta) => {
    const saturated = (c: number) => (k1 + 1) * (c + delta) / (k1 + c + delta);
    const without = delta > 0 ? saturated(0) : 0;
    return {
      idf: (df, N) => Math.log((N + 1) / (df + 0.5)),
      weight: (idf, tf, norm) => idf * (saturated(tf / norm) - without),
      absent: (idf) => idf * without,
    };
  },
  // ln((N + 1) / df) · ((k1 + 1) · tf / (tf + k1 · norm) + delta)
  "bm25+": (k1, delta) => ({
    idf: (df, N) => Math.log((N + 1) / df),
    weight: (idf, tf, norm) => idf * (k1 + 1) * tf / (tf + k1 * norm),
    absent: (idf) => idf * delta,
  }),
};

/** The names of the forms. */
export const VARIANTS = Object.keys(FORMS) as Variant[];

/**
 * The formulas of a form.
 *
 * @throws RangeError for an unknown name, or a parameter outside its range.
 */
export function bm25Form(parameters: Required<BM25Parameters>): Form {
  const { variant, k1, b, delta } = parameters;
  if (!VARIANTS.includes(variant)) {
    throw new RangeError(
      `Expected the variant of BM25 to be one of ${VARIANTS.join(", ")} but found "${variant}"`,
    );
  }
  for (
    const [name, value, most] of [["k1", k1, Infinity], ["b", b, 1], ["delta", delta, Infinity]] as const
  ) {
    if (!(value >= 0 && value <= most && value < Infinity)) {
      const range = most === 1 ? "between 0 and 1" : "0 or more";
      throw new RangeError(`Expected ${name} of BM25 to be ${range} but found ${value}`);
    }
  }
  return FORMS[variant](k1, delta);
}
