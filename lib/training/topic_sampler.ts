/**
 * Topic-aware sampling (TAS): the queries of a batch come from one cluster, so that in-batch negatives are hard; and
 * its balanced form, in which a query's triples are drawn evenly over the margins that a teacher sees in them.
 *
 * @see Hofstätter, Lin, Yang, Lin & Hanbury, Efficiently Teaching an Effective Dense Retriever with Balanced Topic
 *   Aware Sampling, SIGIR 2021, arXiv 2104.06967 (section 3).
 */
import { type Generator, generator, shuffle, UserError } from "../base/mod.ts";
import { derivedSeed } from "../encoders/mod.ts";

export interface TopicSamplerOptions {
  /** `[triples]`: the query of each triple. */
  queries: Int32Array;
  /** The cluster of a query. */
  clusterOf: ReadonlyMap<number, number>;
  batchSize: number;
  seed: number;
  /** `[triples]`: a teacher's margin of each; default: a query's triples are all as probable. */
  margins?: Float32Array;
}

/** Bins of equal width between the least and the largest margin of a query. */
const BINS = 10;

/**
 * The triples of a step: a cluster is drawn, by its number of queries; then that many different queries of it; then
 * one triple of each. Where a cluster has too few queries, another one is drawn for the rest.
 *
 * A step's batch depends only on the seed and the step. A triple may come again before all others came.
 *
 * @returns Positions of `batchSize` triples of different queries, by the step counted from 0.
 * @throws UserError where there are fewer queries than a batch has triples.
 */
export function topicSampler(options: TopicSamplerOptions): (step: number) => Int32Array {
  const { queries, clusterOf, batchSize, seed, margins } = options;
  const triplesOf = Map.groupBy(queries.keys(), (triple) => queries[triple]);
  if (triplesOf.size < batchSize) {
    throw new UserError(
      `Expected triples of at least ${batchSize} queries, one for each place of a batch, but found ${triplesOf.size}. ` +
        "Take a smaller batch, or the random sampler.",
    );
  }
  const clusters = [...Map.groupBy(triplesOf.keys(), (query) => clusterOf.get(query)!).values()];
  const binsOf = new Map([...triplesOf].map(([query, triples]) => [query, bins(triples, margins)]));

  return (step) => {
    const random = generator(derivedSeed(seed, step));
    const left = [...clusters];
    const batch: number[] = [];
    while (batch.length < batchSize) {
      const [cluster] = left.splice(drawBySize(left, random), 1);
      for (const query of shuffle([...cluster], random).slice(0, batchSize - batch.length)) {
        batch.push(oneOf(oneOf(binsOf.get(query)!, random), random));
      }
    }
    return Int32Array.from(batch);
  };
}

/** Triples by bins of their margin, without empty ones; one bin where there are no margins. */
function bins(triples: number[], margins?: Float32Array): number[][] {
  if (!margins) return [triples];
  const own = triples.map((triple) => margins[triple]);
  const least = Math.min(...own), width = (Math.max(...own) - least) / BINS;
  const binOf = (triple: number) =>
    width > 0 ? Math.min(BINS - 1, Math.floor((margins[triple] - least) / width)) : 0;
  return [...Map.groupBy(triples, binOf).values()];
}

function drawBySize(lists: readonly { length: number }[], random: Generator): number {
  let left = random.below(lists.reduce((sum, { length }) => sum + length, 0));
  return lists.findIndex(({ length }) => (left -= length) < 0);
}

function oneOf<T>(list: readonly T[], random: Generator): T {
  return list[random.below(list.length)];
}
