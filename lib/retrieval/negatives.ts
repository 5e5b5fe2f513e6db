/** Negatives for training triples: passages that a ranking, or chance, puts before a query and nobody judged. */
import { type Collection, generator, type SplitName, type Triples, UserError } from "../base/mod.ts";
import { ownPassages } from "./own_passages.ts";
import { positionsById } from "./relevant.ts";

export interface NegativeOptions {
  readonly seed: number;
  /**
   * Candidates of a query, best first, as positions in the passages: of BM25, of an encoder, or from a run. Without it all
   * negatives are drawn from the whole collection.
   */
  readonly candidates?: (query: number) => ArrayLike<number>;
  /** The first and the last rank that a negative may have among the candidates, counted from 1; default 1 to 50. */
  readonly ranks?: readonly [first: number, last: number];
  /** Share of the negatives that are drawn from the whole collection instead, in [0, 1]; default 0. */
  readonly random?: number;
  /** Positives taken of a query at most, drawn from its highest grade down; default 1. */
  readonly positives?: number;
  /** Negatives drawn for each positive; default 1. */
  readonly negatives?: number;
  /** Whose queries; default "train". */
  readonly split?: SplitName;
}

/** Triples, and what was left out on the way. */
export interface MinedNegatives {
  readonly triples: Triples;
  /** Queries of the split. */
  readonly queries: number;
  /** Queries without a relevant passage: they have no triple. */
  readonly withoutPositive: number;
  /** Candidates left out because the qrels judge them, whatever the grade. */
  readonly judged: number;
  /** Candidates left out because their text is that of a positive of the query, under another id. */
  readonly sameTextAsPositive: number;
  /** Candidates left out because their text is the query's own. */
  readonly sameTextAsQuery: number;
  /** Negatives drawn from the whole collection because no candidate was left. */
  readonly fallbacks: number;
}

/**
 * Draws negatives for the queries of a split, in its order; the same options give the same triples.
 *
 * A passage is no negative of a query that judges it, nor where its text equals a positive's or the query's own: for a loss
 * such a pair would be a contradiction. Negatives of one positive differ, as long as there are enough candidates.
 *
 * @throws UserError where the split is empty, no query has a relevant passage, or nothing is left to draw for one.
 */
export function drawNegatives(collection: Collection, options: NegativeOptions): MinedNegatives {
  const { seed, candidates, ranks = [1, 50], random: share = 0, positives: most = 1, negatives = 1 } =
    options;
  const { split = "train" } = options;
  const { passages, queries, qrels, name } = collection;
  const all = collection.split[split];
  if (all.length === 0) {
    throw new UserError(
      `Expected collection "${name}" to have ${split} queries but found none${others(collection)}.`,
    );
  }
  const random = generator(seed);
  const positions = positionsById(passages.ids);
  const own = ownPassages(queries, passages);
  const left = { withoutPositive: 0, judged: 0, sameTextAsPositive: 0, sameTextAsQuery: 0, fallbacks: 0 };
  const triples: { queries: number[]; positives: number[]; negatives: number[] } = {
    queries: [],
    positives: [],
    negatives: [],
  };

  for (const query of all) {
    const grades = qrels.get(queries.ids[query]) ?? new Map<string, number>();
    const relevant = [...grades].filter(([id, grade]) => grade > 0 && positions.has(id))
      .sort(([, a], [, b]) => b - a).slice(0, most).map(([id]) => positions.get(id)!);
    if (relevant.length === 0) {
      left.withoutPositive++;
      continue;
    }
    const answers = new Set(
      [...grades].filter(([, grade]) => grade > 0).flatMap(([id]) =>
        passages.texts[positions.get(id) ?? -1] ?? []
      ),
    );
    const fault = (position: number) =>
      grades.has(passages.ids[position])
        ? "judged"
        : answers.has(passages.texts[position])
        ? "sameTextAsPositive"
        : passages.texts[position] === queries.texts[query] || position === own[query]
        ? "sameTextAsQuery"
        : undefined;
    const ranked = candidates ? Array.from(candidates(query)).slice(ranks[0] - 1, ranks[1]) : [];
    const pool = ranked.filter((position) => {
      const why = fault(position);
      if (why) left[why]++;
      return !why;
    });
    for (const positive of relevant) {
      const drawn = new Set<number>();
      for (let i = 0; i < negatives; i++) {
        const fromAll = !candidates || share > 0 && random.uniform() < share;
        const rest = fromAll ? [] : pool.filter((position) => !drawn.has(position));
        if (!fromAll && rest.length === 0) left.fallbacks++;
        const negative = rest.length > 0
          ? rest[random.below(rest.length)]
          : drawFromAll(passages.ids.length, random, (position) => !fault(position) && !drawn.has(position));
        if (negative === undefined) {
          throw new UserError(
            `Expected a passage to draw as a negative of query "${
              queries.ids[query]
            }" of collection "${name}" but all ` +
              "are judged, drawn already, or have a positive's text. Ask for fewer negatives a positive.",
          );
        }
        drawn.add(negative);
        triples.queries.push(query);
        triples.positives.push(positive);
        triples.negatives.push(negative);
      }
    }
  }
  if (triples.queries.length === 0) {
    throw new UserError(
      `Expected a ${split} query of collection "${name}" with a relevant passage but found none among ${all.length}.`,
    );
  }
  return {
    triples: {
      queries: Int32Array.from(triples.queries),
      positives: Int32Array.from(triples.positives),
      negatives: Int32Array.from(triples.negatives),
    },
    queries: all.length,
    ...left,
  };
}

/** The splits that have queries, in words. */
function others({ split }: Collection): string {
  const names = Object.entries(split).filter(([, queries]) => queries.length > 0).map(([name]) => name);
  return names.length > 0 ? `; it has ${names.join(" and ")} queries` : "";
}

/** A position that fits, drawn uniformly; undefined where none does. */
function drawFromAll(
  size: number,
  random: { below(bound: number): number },
  fits: (position: number) => boolean,
): number | undefined {
  for (let tries = 0; tries < 100; tries++) {
    const position = random.below(size);
    if (fits(position)) return position;
  }
  // Few are left: look at all of them.
  const left = Array.from({ length: size }, (_, i) => i).filter(fits);
  return left.length > 0 ? left[random.below(left.length)] : undefined;
}
