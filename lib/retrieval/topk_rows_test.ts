import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { engine, tf } from "../engine/mod.ts";
import { topKOfRows } from "./topk_rows.ts";

Deno.test("the k best of each row are those of a full sort, ties and zeros of both signs included", () => {
  const random = generator(3);
  for (
    const [rows, k, sizes] of [[1, 1, [1]], [3, 5, [2, 1, 40]], [4, 100, [33, 500, 31, 2000]], [2, 9, [
      7,
    ]]] as const
  ) {
    for (
      const draw of [() => random.normal(), () => random.below(9) - 4, () => -0 * random.below(2), () => 1e38]
    ) {
      const best = topKOfRows(rows, k);
      const all: { score: number; position: number }[][] = Array.from({ length: rows }, () => []);
      let first = 0;
      for (const n of sizes) {
        const scores = Float32Array.from({ length: rows * n }, draw);
        scores.forEach((score, i) =>
          all[Math.floor(i / n)].push({ score: score + 0, position: first + i % n })
        );
        const tensor = tf.tensor2d(scores, [rows, n]);
        best.offer(tensor, first);
        tensor.dispose();
        first += n;
      }
      const expected = all.flatMap((row) =>
        row.sort((a, b) => b.score - a.score || a.position - b.position).slice(0, k)
      );
      const { positions, scores } = best.drain();
      best.dispose();
      assert.deepEqual([...positions], expected.map(({ position }) => position));
      assert.deepEqual([...scores], expected.map(({ score }) => score));
    }
  }
});

Deno.test({
  name: "the custom operation refuses NaN scores where there are too few others",
  ignore: !engine.customOps,
  fn() {
    const best = topKOfRows(1, 3);
    const scores = tf.tensor2d([[1, NaN]]);
    assert.throws(() => best.offer(scores, 0), /Expected scores that are numbers/);
    best.dispose();
  },
});
