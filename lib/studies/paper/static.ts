/** Experiment 1: static margins, of which one has to be searched for. */
import { margin } from "../methods.ts";
import { gridOf, seeds, type Way } from "./setting.ts";

const margins = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

export const staticGrid = (way: Way) =>
  gridOf({
    name: "experiment 1, static",
    methods: [true, false].flatMap((inBatch) => margins.map((target) => margin(target, { inBatch }))),
    length: { steps: 20_000 },
    learningRate: 5e-6,
    seed: seeds.static,
  }, way);
