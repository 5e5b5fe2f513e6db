/** Experiment 2: adaptive targets. */
import { margin } from "../methods.ts";
import { gridOf, seeds, type Way } from "./setting.ts";

export const adaptiveGrid = (way: Way) =>
  gridOf({
    name: "experiment 2, adaptive",
    methods: [margin("adaptive", { inBatch: true }), margin("adaptive")],
    length: { epochs: 1 },
    learningRate: 5e-7,
    seed: seeds.adaptive,
  }, way);
