/** A trial in seconds: the methods of our comparison with three seeds, on little data. Too small to conclude anything from. */
import { study } from "../study.ts";
import { comparedMethods, seeds, untrainedMethods } from "./setting.ts";

export default study({
  name: "smoke",
  collections: ["wordnet#smoke"],
  encoders: ["tiny"],
  methods: [...untrainedMethods, ...comparedMethods],
  training: { steps: 6, batchSize: 12, learningRate: 1e-3, warmupSteps: 2, validateAt: [0, 3, 6] },
  seeds: seeds.slice(0, 3),
});
