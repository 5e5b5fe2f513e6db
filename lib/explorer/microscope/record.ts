/** Records a batch through trainings of a small encoder. */
import { generator, shuffle, type Triples } from "../../base/mod.ts";
import { loadWordNet } from "../../data/mod.ts";
import { type Encoder, encodeTexts, loadEncoder } from "../../encoders/mod.ts";
import { marginLoss } from "../../losses/mod.ts";
import { cutText } from "../../report/mod.ts";
import { mineTriples } from "../../retrieval/mod.ts";
import { dataSeed, lengths, withFalseNegatives } from "../../runs/mod.ts";
import { train } from "../../training/mod.ts";
import { coordinatesOf } from "./coordinates.ts";
import type { Moment, RecordedLoss, Recordings } from "./recording.ts";

export interface RecordOptions {
  /** Triples of the batch that is looked at; default 12. */
  readonly batch?: number;
  /** How many of them have a relevant passage for a negative; default 2. */
  readonly falseNegatives?: number;
  /** Steps of training after which it is looked at; default 0, 2, 4, 8, 16, 32, 64. */
  readonly at?: readonly number[];
  /** Told what is going on. */
  readonly say?: (line: string) => void;
}

/** What is trained with. */
const losses: readonly (readonly [label: string, loss: RecordedLoss])[] = [
  ["adaptive", { target: "adaptive" }],
  ["adaptive, in-batch", { target: "adaptive", inBatch: true }],
  ["distributed", { target: "distributed" }],
  ["static 0.5, in-batch", { target: 0.5, inBatch: true }],
  ["static 0.1, in-batch", { target: 0.1, inBatch: true }],
];

const training = { batchSize: 32, learningRate: 1e-3, warmupSteps: 10, seed: 1 };

/** Characters of a text. */
const MOST = 300;

/**
 * Trains `tiny` on WordNet with several losses, and keeps where it puts a batch before, during and after.
 *
 * The batch is one of those that it is trained on, with some false negatives.
 */
export async function record(
  { batch = 12, falseNegatives = 2, at = [0, 2, 4, 8, 16, 32, 64], say = () => {} }: RecordOptions = {},
): Promise<Recordings> {
  const collection = await loadWordNet();
  const { queries, passages } = collection;
  const mined = await mineTriples(collection, { seed: dataSeed });
  const order = shuffle(Int32Array.from(mined.queries.keys()), generator(dataSeed));
  const steps = Math.max(...at);
  const own = partOf(mined, order.subarray(0, batch));
  const looked = withFalseNegatives(collection, own, { share: falseNegatives / batch, seed: dataSeed });
  const others = partOf(mined, order.subarray(batch, training.batchSize * steps));
  const trained = joined(looked, others);

  const textOf = (position: number) => cutText(passages.texts[position], MOST);
  const recordings = [];
  for (const [label, loss] of losses) {
    say(`recording a batch: ${label}`);
    const encoder = await loadEncoder("tiny");
    const moments: Moment[] = [];
    await train(encoder, { queries, passages, triples: trained }, {
      ...training,
      ...lengths,
      steps,
      loss: (q, p, n) => marginLoss(q, p, n, loss),
      validateAt: [...at],
      validate: async (encoder) => {
        const embeddings = coordinatesOf(await embed(encoder, looked, collection));
        moments.push({ step: at[moments.length], embeddings });
        return {};
      },
    });
    encoder.dispose();
    recordings.push({ label, loss, moments });
  }
  return {
    training:
      `tiny on WordNet: ${steps} steps of ${training.batchSize} triples, learning rate ${training.learningRate}`,
    batch: Array.from(looked.queries, (query, i) => ({
      query: cutText(queries.texts[query], MOST),
      positive: textOf(looked.positives[i]),
      negative: textOf(looked.negatives[i]),
      falseNegative: looked.negatives[i] !== own.negatives[i],
    })),
    recordings,
  };
}

/** Unit vectors of queries, then positives, then negatives. */
async function embed(
  encoder: Encoder,
  { queries, positives, negatives }: Triples,
  collection: Awaited<ReturnType<typeof loadWordNet>>,
): Promise<Float32Array[]> {
  const q = Array.from(queries, (query) => collection.queries.texts[query]);
  const passages = [...positives, ...negatives].map((position) => collection.passages.texts[position]);
  const rows = async (texts: string[], maxLength: number) => {
    const vectors = await encodeTexts(encoder, texts, { maxLength });
    return texts.map((_, i) => unit(vectors.slice(i * encoder.width, (i + 1) * encoder.width)));
  };
  return [
    ...await rows(q, lengths.maxQueryLength),
    ...await rows(passages, lengths.maxPassageLength),
  ];
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function partOf({ queries, positives, negatives }: Triples, rows: Int32Array): Triples {
  const pick = (column: Int32Array) => rows.map((row) => column[row]);
  return { queries: pick(queries), positives: pick(positives), negatives: pick(negatives) };
}

function joined(a: Triples, b: Triples): Triples {
  const both = (x: Int32Array, y: Int32Array) => Int32Array.of(...x, ...y);
  return {
    queries: both(a.queries, b.queries),
    positives: both(a.positives, b.positives),
    negatives: both(a.negatives, b.negatives),
  };
}
