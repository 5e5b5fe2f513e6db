import assert from "node:assert/strict";
import { UserError } from "../base/mod.ts";
import { hashOf, methodLabel, runLabel } from "../runs/mod.ts";
import { experimentNames, experiments, plan } from "./grids.ts";

Deno.test("tier laptop sweeps ten margins with and without in-batch negatives, by encoder", () => {
  const sweep = experiments.static("laptop");
  assert.equal(sweep.length, 2 * 10 * 2);
  const targets = sweep.map(({ method }) => method.kind === "margin" ? method.target : undefined);
  assert.deepEqual([...new Set(targets)], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
});

Deno.test("tier laptop holds the methods and baselines of the paper for both encoders, each once", () => {
  const configs = plan("laptop");
  assert.equal(new Set(configs.map(hashOf)).size, configs.length);
  assert.equal(configs.length, 1 + 2 * (1 + 1 + 3 + 2 + 20));
  const minilm = plan("laptop", {
    encoders: ["minilm"],
    experiments: ["baselines", "adaptive", "distributed"],
  });
  assert.deepEqual(minilm.map(({ method }) => methodLabel(method)), [
    "untrained",
    "in-batch softmax",
    "adaptive",
    "adaptive, in-batch (reference)",
    "adaptive, in-batch (paper)",
    "distributed (reference)",
    "distributed (paper)",
  ]);
});

Deno.test("data efficiency needs no run of its own", () => {
  const others = plan("laptop", {
    experiments: experimentNames.filter((name) => name !== "data-efficiency"),
  });
  const known = new Set(others.map(hashOf));
  for (const config of experiments["data-efficiency"]("laptop")) {
    assert.ok(known.has(hashOf(config)), runLabel(config));
  }
});

Deno.test("tier smoke has only the encoder tiny, and BM25", () => {
  assert.deepEqual([...new Set(plan("smoke").map(({ encoder }) => encoder))], ["none", "tiny"]);
});

Deno.test("another subset makes other runs", () => {
  const [laptop, whole] = [plan("laptop"), plan("laptop", { subset: "whole" })];
  assert.equal(new Set([...laptop, ...whole].map(hashOf)).size, laptop.length + whole.length);
});

Deno.test("tier paper says what it lacks", () => {
  assert.throws(() => plan("paper"), (error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /MS MARCO passage.*distilbert.*--tier laptop/s);
    return true;
  });
});

Deno.test("filters that no run passes are an error", () => {
  assert.throws(
    () => plan("smoke", { encoders: ["minilm"] }),
    /found none for encoder minilm .* at tier smoke/,
  );
});
