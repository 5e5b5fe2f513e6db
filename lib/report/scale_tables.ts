/** Tables of `results/scale.md` on a step, on packing, on memory and on disk. */
import { markdownTable, mean } from "../base/mod.ts";
import { MOST_TRIPLES, msMarcoDownloadBytes } from "../data/mod.ts";
import { historyBytes } from "../runs/mod.ts";
import {
  drawnLengths,
  encoderSizes,
  measuredSteps,
  ourRuns,
  parametersOf,
  STEP_SIZES,
  stepSizeOf,
  textFlops,
} from "../studies/mod.ts";
import { measuredCollection } from "./measured_collection.ts";

const ways = ["packed", "padded"] as const;
const GIGA = 1e9;

/** Measured steps. */
export function stepTable(): string {
  const steps = measuredSteps();
  return markdownTable([
    ["encoder of width 768", "texts", "step, core s", "passages embedded / core s", "peak memory, GB"],
    ...STEP_SIZES.flatMap((size) =>
      ways.map((way) => {
        const { seconds, passagesPerSecond, peakBytes } = steps.of(size, way);
        return [
          size,
          way,
          seconds.toFixed(1),
          passagesPerSecond.toFixed(1),
          (peakBytes / GIGA).toFixed(1),
        ];
      })
    ),
  ], { left: [0, 1] });
}

/** Padded over packed: tokens and operations counted, times measured. */
export function packingTable(): string {
  const steps = measuredSteps();
  const lengths = drawnLengths();
  const [query, passage] = [lengths.queries, lengths.passages].map((each) => mean([...each]));
  const tokens = { packed: query + 2 * passage, padded: 20 + 2 * 200 };
  const times = (ratio: number) => `${ratio.toFixed(2)} times`;
  return markdownTable([
    ["encoder", "tokens of a triple", "operations of a triple", "measured step", "measured encoding"],
    ...STEP_SIZES.map((size) => {
      const encoder = Object.keys(encoderSizes).find((name) => stepSizeOf(name) === size)!;
      const [packed, padded] = ways.map((way) => {
        const { query, passage } = textFlops(encoderSizes[encoder], way);
        return { flops: query + 2 * passage, ...steps.of(size, way) };
      });
      return [
        size,
        `${tokens.packed.toFixed(0)} of ${tokens.padded}`,
        times(padded.flops / packed.flops),
        times(padded.seconds / packed.seconds),
        times(packed.passagesPerSecond / padded.passagesPerSecond),
      ];
    }),
  ]);
}

/** What a training holds. */
export function memoryTable(): string {
  return markdownTable([
    ["encoder", "values, million", "weights, gradients, moments, GB"],
    ...Object.entries(encoderSizes).map(([name, size]) => [
      name,
      (parametersOf(size) / 1e6).toFixed(1),
      (16 * parametersOf(size) / GIGA).toFixed(2),
    ]),
  ]);
}

const PASSAGES = 8_841_823;

/** What lies on disk. */
export async function diskTable(): Promise<string> {
  const [largest] = Object.values(encoderSizes).map(parametersOf).sort((a, b) => b - a);
  const epoch = Math.ceil(MOST_TRIPLES / 32);
  const { arrowSize, indexSize } = measuredCollection(PASSAGES);
  const runs = await ourRuns("paper", { triplesOf: () => Promise.resolve(MOST_TRIPLES) });
  const kept = runs.reduce((sum, { encoder }) => sum + 4 * parametersOf(encoderSizes[encoder]), 0);
  const rows: [string, number][] = [
    ["MS MARCO, downloaded: passages, queries, pairs, candidates", msMarcoDownloadBytes()],
    ["its passages in the cache, as Arrow", arrowSize],
    ["BM25's index of them", indexSize],
    ["its training triples in the cache, at most (12 bytes each)", 12 * MOST_TRIPLES],
    [
      "the three encoders' weights",
      4 * Object.values(encoderSizes).map(parametersOf).reduce((a, b) => a + b),
    ],
    ["a checkpoint of the largest encoder: weights and moments, until its run is done", 12 * largest],
    ["the next checkpoint, beside it while it is written", 12 * largest],
    ["the best weights so far of a final model, until its run is done", 4 * largest],
    ["a history of 20,000 steps; as much beside the checkpoint", historyBytes(20_000)],
    ["a history of an epoch with batches of 32, at most; as much beside the checkpoint", historyBytes(epoch)],
    [`the trained encoders of all ${runs.length} runs of the tier, if they are kept`, kept],
    ["embeddings of all passages (768 float32 each), if they are kept", 4 * 768 * PASSAGES],
  ];
  return markdownTable([["what", "GB"], ...rows.map(([what, bytes]) => [what, (bytes / GIGA).toFixed(3)])]);
}
