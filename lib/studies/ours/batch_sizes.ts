/**
 * In-batch negatives at other batch sizes, in both readings, on as many triples; and without in-batch negatives beside them.
 * At 64, the paper's reading is that of the comparison, whose learning rates all have.
 */
import { type Method, methodLabel } from "../../runs/mod.ts";
import { inBatchSoftmax, margin } from "../methods.ts";
import { study } from "../study.ts";
import { pickedRates } from "./picked_rates.ts";
import { collections, encoders, seeds, training } from "./setting.ts";

const TRIPLES = training.steps * training.batchSize;

/** Each method, and the one whose learning rate it has. */
const methods: readonly (readonly [Method, Method])[] = [
  ...(["paper", "reference"] as const).flatMap((orientation) =>
    [
      [
        margin("adaptive", { inBatch: true, orientation }),
        margin("adaptive", { inBatch: true, orientation: "paper" }),
      ],
      [margin("distributed", { orientation }), margin("distributed", { orientation: "paper" })],
    ] as const
  ),
  [margin("adaptive"), margin("adaptive")],
  [inBatchSoftmax(), inBatchSoftmax()],
];

export default [64, 16, 128].flatMap((batchSize) =>
  methods.map(([method, searched]) => {
    const steps = TRIPLES / batchSize;
    const scaled = (step: number) => Math.round(step * steps / training.steps);
    return study({
      name: `batch size ${batchSize}, ${methodLabel(method)}`,
      collections,
      encoders,
      methods: [method],
      training: {
        ...training,
        batchSize,
        steps,
        warmupSteps: scaled(training.warmupSteps),
        validateAt: training.validateAt.map(scaled),
        learningRate: pickedRates[methodLabel(searched)],
      },
      seeds: seeds.slice(0, 3),
    });
  })
);
