import assert from "node:assert/strict";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { withMSMarco } from "../data/ms_marco/ms_marco_for_tests.ts";
import { hashOf } from "../runs/mod.ts";
import { prepareData } from "../runs/prepare_data.ts";
import { untrained } from "./methods.ts";
import { study } from "./study.ts";
import { studyRuns } from "./study_runs.ts";

const size = { queries: 1, judged: "of the queries", depth: 2, random: 0 } as const;

const partOf = async (collection: string) => {
  const [config] = await studyRuns(study({
    name: "own sizes",
    collections: [{
      collection,
      name: "few",
      sizes: { train: "all", dev: { ...size, queries: 2 }, test: size },
    }],
    encoders: ["tiny"],
    methods: [untrained],
    training: { steps: 1, batchSize: 2, learningRate: 1e-3 },
    seeds: [1],
  }));
  return config;
};

Deno.test("a part of own sizes keeps the queries of the subset that it is of", () =>
  inTemporaryFolder(() =>
    withMSMarco(async () => {
      const config = await partOf("msmarco-passage#dl19");
      const { dev, test, official } = await prepareData(config);
      assert.deepEqual(dev.collection.queries.ids, ["1030303", "1037496"]);
      assert.equal(test.collection.queries.ids.length, 1);
      assert.ok(["19335", "47923"].includes(test.collection.queries.ids[0]));
      assert.equal((await official()).hits.length, 2);
      const whole = await partOf("msmarco-passage");
      assert.equal(whole.collection.of, undefined);
      assert.notEqual(hashOf(whole), hashOf(config));
    }), { variable: "KIT_CACHE" }));
