/** The other side of the comparison: students of a teacher, at the same three rates, with the same triples. */
import { listwiseKL, marginMSE, rankNet } from "../methods.ts";
import { study } from "../study.ts";
import { collections, encoders, rates, seeds, training } from "./setting.ts";

export default study({
  name: "distillation",
  collections,
  encoders,
  methods: [marginMSE, rankNet(), listwiseKL()],
  teacher: "minilm-cross",
  training: { ...training, learningRate: rates },
  seeds: seeds.slice(0, 3),
});
