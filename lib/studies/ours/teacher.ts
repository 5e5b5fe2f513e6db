/**
 * The bi-encoder that teaches: all six layers of MiniLM, trained longer than its students, without a teacher itself. Its
 * number on the test queries says whether it is one.
 */
import { inBatchSoftmax } from "../methods.ts";
import { study } from "../study.ts";
import { collections, seeds, training } from "./setting.ts";

export default study({
  name: "teacher",
  collections,
  encoders: ["minilm"],
  methods: [inBatchSoftmax()],
  training: { ...training, steps: 128, learningRate: [1e-4, 3e-4], validateAt: [0, 32, 64, 96, 128] },
  seeds: seeds.slice(0, 1),
});
