/**
 * What can be reproduced in 20 minutes on two cores: the methods that the paper's claims are about, with the
 * configurations of `comparison.ts`, seed by seed, so that an interrupted study can already be read; and all six layers of
 * MiniLM with a few of them and one seed.
 */
import { methodLabel } from "../../runs/mod.ts";
import { bm25, inBatchSoftmax, margin, untrained } from "../methods.ts";
import { study } from "../study.ts";
import { pickedRates } from "./picked_rates.ts";
import { collections, comparedMethods, encoders, seeds, training, untrainedMethods } from "./setting.ts";

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
  collections: ["wordnet#laptop"],
  encoders: ["minilm"],
  methods: [bm25(), untrained, margin("adaptive"), margin(0.5), inBatchSoftmax()],
  training: {
    steps: 32,
    batchSize: 64,
    learningRate: 2e-5,
    warmupSteps: 10,
    validateAt: [0, 4, 8, 16, 32],
  },
  seeds: [166613],
});

export default [...twoLayers, sixLayers];
