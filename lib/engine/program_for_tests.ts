/** Run by the tests as a separate process, once for each engine: a small gradient, and a table of danfojs. */
import { createRequire } from "node:module";
import { engine, tf } from "./mod.ts";

const [table, weights, ids, targets] = JSON.parse(Deno.args[0]) as [
  number[][],
  number[][],
  number[],
  number[],
];

// Cross entropy of targets under a softmax over looked-up rows: `gather`, `matMul`, `logSoftmax` and their gradients.
const loss = (e: Parameters<typeof tf.gather>[0], w: Parameters<typeof tf.gather>[0]) => {
  const logits = tf.matMul(tf.gather(e, tf.tensor1d(ids, "int32")), w);
  return tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d(targets, "int32"), logits.shape[1]!), logits)
    .asScalar();
};
const { value, grads } = tf.valueAndGrads((e, w) => loss(e, w))([tf.tensor2d(table), tf.tensor2d(weights)]);

const { DataFrame } = createRequire(import.meta.url)("danfojs-node") as typeof import("danfojs-node");
const frame = new DataFrame([{ group: "a", x: 1 }, { group: "a", x: 2 }, { group: "b", x: 5 }]);

console.log(JSON.stringify({
  backend: engine.backend,
  note: engine.note,
  loss: value.dataSync()[0],
  gradients: grads.map((gradient) => Array.from(gradient.dataSync())),
  sums: frame.groupby(["group"]).col(["x"]).sum().values,
}));
