/**
 * RoBERTa as the reference has it: trained on the output of a pooler, which its checkpoint lacks, so that it starts random;
 * tested on the CLS state itself, by the evaluation script.
 */
import type { Study } from "../study.ts";
import { adaptiveGrid } from "./adaptive.ts";
import { distributedGrid } from "./distributed.ts";
import { finalModels } from "./final.ts";
import { precision, roberta, seeds, type Way } from "./setting.ts";
import { staticGrid } from "./static.ts";

/** The pooler starts from the seed of its experiment. */
const way = (rates: Way["rates"], poolerSeed: number): Way => ({
  rates,
  encoders: [{ encoder: roberta, pooling: "pooler", poolerSeed, precision }],
  testUse: { pooling: "cls" },
});

export const robertaPooler: readonly Study[] = [
  ...(["configuration", "script"] as const).flatMap((rates) => [
    ...staticGrid(way(rates, seeds.static)),
    ...adaptiveGrid(way(rates, seeds.adaptive)),
    ...distributedGrid(way(rates, seeds.distributed)),
  ]),
  ...finalModels(way("configuration", seeds.final)),
];
