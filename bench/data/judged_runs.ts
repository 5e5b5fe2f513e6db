/** Made-up runs and judgements, of the size of TREC DL 2020's passage task. */
import { generator } from "../../lib/base/mod.ts";

/** Queries, and judgements of each. */
export const QUERIES = 54, JUDGED = 211;

/** Draws the judgements, then as many rankings as are asked for. */
export interface JudgedRuns {
  /** TREC qrels. */
  readonly qrels: string;
  /** A TREC run for the judged queries. */
  run(depth: number): string;
  /** The lines of a TREC run for one query, whose passages are among those of the query at position `q`. */
  ranking(query: string, q: number, depth: number): string[];
}

/** Starts to draw from a seed; the same calls give the same files. */
export function judgedRuns(seed: number): JudgedRuns {
  const random = generator(seed);
  const queries = Array.from({ length: QUERIES }, (_, i) => `${1_000_000 + 7919 * i}`);
  const passage = (query: number, i: number) => `${(query * 104_729 + i * 7_919) % 8_841_823}`;
  const judged = queries.flatMap((query, q) =>
    Array.from(
      { length: JUDGED },
      (_, i) => `${query} 0 ${passage(q, i)} ${Math.max(0, random.below(6) - 2)}\n`,
    )
  );
  /** A ranking among passages of which the lower numbers are judged. */
  const ranking = (query: string, q: number, depth: number) => {
    const score = Array.from({ length: depth }, () => 20 * random.uniform()).sort((a, b) => b - a);
    const taken = new Set<number>();
    while (taken.size < depth) taken.add(random.below(4 * depth + JUDGED));
    return [...taken].map((i, rank) =>
      `${query} Q0 ${passage(q, i)} ${rank + 1} ${score[rank].toFixed(6)} t\n`
    );
  };
  return {
    qrels: judged.join(""),
    run: (depth) => queries.flatMap((query, q) => ranking(query, q, depth)).join(""),
    ranking,
  };
}
