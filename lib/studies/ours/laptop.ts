/**
 * What can be reproduced in 20 minutes on two cores: the methods that the paper's claims are about, with the
 * configurations of `comparison.ts`, seed by seed, so that an interrupted study can already be read; and all six layers of
 * MiniLM with a few of them and one seed.
 */
import { methodLabel } from "../../runs/mod.ts";
import { inBatchSoftmax, margin, untrained } from "../methods.ts";
import { study } from "../study.ts";
import { pickedRates } from "./picked_rates.ts";
import {
  collections,
  comparedMethods,
  encoders,
  rates,
  seeds,
  training,
  untrainedMethods,
} from "./setting.ts";

/** In-batch negatives with larger static margins are left to the tier `study`. */
const LEFT_OUT = ["static 0.5, in-batch (paper)", "static 0.8, in-batch (paper)"];
const shown = comparedMethods.filter((method) => !LEFT_OUT.includes(methodLabel(method)));

const twoLayers = seeds.slice(0, 3).flatMap((seed) =>
  shown.map((method) =>
    study({
      name: `minilm-2, seed ${seed}`,
      collections,
      encoders,
      methods: seed === seeds[0] ? [...untrainedMethods, method] : [method],
      training: { ...training, learningRate: pickedRates[methodLabel(method)] },
      seeds: [seed],
    })
  )
);

const sixLayers = study({
  name: "minilm",
  collections,
  encoders: ["minilm"],
  methods: [untrained, margin("adaptive"), inBatchSoftmax()],
  training: { ...training, learningRate: rates[0] },
  seeds: seeds.slice(0, 1),
});

export default [...twoLayers, sixLayers];
