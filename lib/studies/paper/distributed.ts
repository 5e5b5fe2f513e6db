/** Experiment 3: distributed targets, which have no in-batch negatives. */
import { margin } from "../methods.ts";
import { gridOf, seeds, type Way } from "./setting.ts";

export const distributedGrid = (way: Way) =>
  gridOf({
    name: "experiment 3, distributed",
    methods: [margin("distributed")],
    length: { epochs: 1 },
    learningRate: 5e-7,
    seed: seeds.distributed,
  }, way);
