import assert from "node:assert/strict";
import type { RunConfig } from "./config.ts";
import { smokeConfigs } from "./configs_for_tests.ts";
import { canonicalJSON } from "./canonical_json.ts";
import { hashOf } from "./hash.ts";

const [config] = smokeConfigs;

Deno.test("the same configuration has the same hash, whatever the order of its fields", () => {
  const reversed = (value: unknown): unknown =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse().map(([key, field]) => [key, reversed(field)]))
      : value;
  assert.equal(hashOf(reversed(config) as RunConfig), hashOf(config));
  assert.equal(hashOf(JSON.parse(JSON.stringify(config))), hashOf(config));
  assert.match(hashOf(config), /^[0-9a-f]{16}$/);
});

Deno.test("every part of a configuration counts in its hash", () => {
  const training = config.training!;
  const others: RunConfig[] = [
    config,
    { ...config, seed: config.seed + 1 },
    { ...config, encoder: "minilm" },
    { ...config, collection: { ...config.collection, subset: "laptop" } },
    { ...config, method: { kind: "in-batch softmax", temperature: 0.1 } },
    { ...config, training: { ...training, steps: training.steps + 1 } },
    { ...config, training: { ...training, validateAt: [0] } },
    { ...config, training: undefined },
    { ...config, teacher: { encoder: "minilm-cross" } },
    { ...config, teacher: { encoder: "minilm-cross", margins: { mean: 0.3, spread: 0.2 } } },
    { ...config, encoderOptions: { layers: 1 } },
    { ...config, encoderOptions: { precision: "bfloat16" } },
    { ...config, testUse: { pooling: "cls" } },
    { ...config, testUse: { maxQueryLength: 200 } },
    { ...config, scale: 0.01 },
    { ...config, triples: { list: "qidpidtriples.train.full" } },
    { ...config, triples: { ranks: [1, 10], random: 0, positives: 1, negatives: 1 } },
  ];
  assert.equal(new Set(others.map(hashOf)).size, others.length);
});

Deno.test("an absent field and an undefined one are the same", () => {
  const { training: _, ...without } = config;
  assert.equal(hashOf({ ...config, training: undefined }), hashOf(without));
});

Deno.test("float32 and no options are what an encoder has without any", () => {
  assert.equal(hashOf({ ...config, encoderOptions: { precision: "float32" } }), hashOf(config));
  assert.equal(hashOf({ ...config, encoderOptions: {} }), hashOf(config));
});

Deno.test("a configuration with NaN has no canonical form", () => {
  assert.throws(() => canonicalJSON({ rate: NaN }), /plain JSON values but found NaN/);
});
