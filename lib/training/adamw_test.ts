import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { tf } from "../engine/mod.ts";
import { isDecayed, makeAdamW } from "./adamw.ts";

// Made with PyTorch by goldens/adamw.py; versions and seed are in the file.
const golden = JSON.parse(await readFile(new URL("../../goldens/adamw.json", import.meta.url), "utf8"));
const SHAPES: Record<string, number[]> = { "dense.weight": [3, 2], "dense.bias": [3] };

Deno.test("AdamW takes the steps of torch.optim.AdamW, with decay only on weights", () => {
  const before = tf.memory().numTensors;
  const parameters = new Map(
    Object.entries(SHAPES).map(([name, shape]) => [name, tf.variable(tf.tensor(golden.start[name], shape))]),
  );
  const optimizer = makeAdamW(parameters, { weightDecay: golden.weightDecay });
  golden.learningRates.forEach((rate: number, step: number) => {
    const gradients = new Map(
      Object.entries(SHAPES).map(([name, shape]) => [name, tf.tensor(golden.gradients[step][name], shape)]),
    );
    optimizer.step(gradients, rate);
    tf.dispose([...gradients.values()]);
    for (const [name, parameter] of parameters) {
      const expected: number[] = golden.after[step][name];
      parameter.dataSync().forEach((value, i) => {
        assert.ok(Math.abs(value - expected[i]) < 2e-6, `${name}[${i}] after step ${step}: ${value}`);
      });
    }
  });
  optimizer.dispose();
  for (const parameter of parameters.values()) parameter.dispose();
  // The tensors that the variables started from are the test's own.
  assert.equal(tf.memory().numTensors - before, 2);
});

Deno.test("biases, LayerNorm weights and what a loss learns are not decayed", () => {
  assert.equal(isDecayed("encoder.layer.0.attention.self.query.weight"), true);
  assert.equal(isDecayed("embeddings.word_embeddings.weight"), true);
  assert.equal(isDecayed("encoder.layer.0.attention.self.query.bias"), false);
  assert.equal(isDecayed("encoder.layer.0.output.LayerNorm.weight"), false);
  assert.equal(isDecayed("transformer.layer.0.sa_layer_norm.weight"), false);
  assert.equal(isDecayed("encoder.relative_attention_bias.weight"), false);
  assert.equal(isDecayed("loss.log_temperature"), false);
});
