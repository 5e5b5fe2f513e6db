/** Which learning rate suits each method: three rates, one seed, decided by the dev queries. */
import { study } from "../study.ts";
import {
  collections,
  comparedMethods,
  encoders,
  rates,
  seeds,
  training,
  untrainedMethods,
} from "./setting.ts";

export default study({
  name: "learning rates",
  collections,
  encoders,
  methods: [...untrainedMethods, ...comparedMethods],
  training: { ...training, learningRate: rates },
  seeds: seeds.slice(0, 1),
});
