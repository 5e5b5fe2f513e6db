/** Which triples are in a batch. */
import { UserError } from "../base/mod.ts";
import { type Encoder, encodeTexts } from "../encoders/mod.ts";
import { kMeans } from "./k_means.ts";
import { sampler } from "./sampler.ts";
import { topicSampler } from "./topic_sampler.ts";
import type { TrainingData } from "./training_data.ts";
import { twinFreeSampler } from "./twin_free_sampler.ts";
import type { TripleTexts } from "./twins.ts";

/**
 * How the triples of a batch are drawn: at random; so that no two share a text; of queries of one topic; or of one
 * topic and evenly over a teacher's margins.
 */
export type Sampling = "random" | "without twins" | "topic-aware" | "topic-aware balanced";

export interface SamplingOptions {
  /** Default random. */
  sampling?: Sampling;
  /** Topics, of topic-aware sampling; default: one for each two batches of queries. */
  topics?: number;
  /** `[triples]`: a teacher's margin of each, for balanced sampling. */
  teacherMargins?: Float32Array;
  batchSize: number;
  seed: number;
  /** Tokens a query is cut at, where it is embedded to find its topic. */
  maxQueryLength: number;
}

/**
 * The positions of a step's triples, by the step counted from 0.
 *
 * @param encoder As it is before training: its embeddings of the queries make the topics.
 * @throws UserError where a batch cannot be filled, or balanced sampling has no margins.
 */
export async function samplerOf(
  encoder: Encoder,
  { data, texts }: { data: TrainingData; texts: TripleTexts },
  options: SamplingOptions,
): Promise<(step: number) => Int32Array> {
  const { sampling = "random", batchSize, seed } = options;
  if (sampling === "random") return sampler(texts.size, { batchSize, seed });
  if (sampling === "without twins") return twinFreeSampler(texts, { batchSize, seed });
  const margins = sampling === "topic-aware" ? undefined : marginsOf(options, texts.size);
  const { queries } = data.triples;
  const clusterOf = await topicsOf(encoder, data, options);
  return topicSampler({ queries, clusterOf, batchSize, seed, margins });
}

/** The topic of each query that has triples. */
async function topicsOf(
  encoder: Encoder,
  { queries, triples }: TrainingData,
  { topics, batchSize, seed, maxQueryLength }: SamplingOptions,
): Promise<Map<number, number>> {
  const positions = [...new Set(triples.queries)].sort((a, b) => a - b);
  const chosen = positions.map((position) => queries.texts[position]);
  const vectors = await encodeTexts(encoder, chosen, { maxLength: maxQueryLength, as: "query" });
  const clusters = topics ?? Math.max(1, Math.round(positions.length / (2 * batchSize)));
  const found = kMeans(vectors, { width: encoder.width, clusters, seed });
  return new Map(positions.map((position, i) => [position, found[i]]));
}

function marginsOf({ teacherMargins }: SamplingOptions, triples: number): Float32Array {
  if (teacherMargins?.length === triples && teacherMargins.every(Number.isFinite)) return teacherMargins;
  throw new UserError(
    `Balanced sampling: expected a teacher's margin of each of the ${triples} triples but found ${
      teacherMargins ? `${teacherMargins.length} numbers, or some that are not finite` : "none"
    }.`,
  );
}
