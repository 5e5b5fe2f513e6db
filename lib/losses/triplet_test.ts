import assert from "node:assert/strict";
import golden from "../../goldens/losses.json" with { type: "json" };
import { tripletLoss } from "./triplet.ts";
import {
  checkAgainstGolden,
  checkFiniteDifferences,
  checkLeaks,
  randomTriples,
  valueAndGradients,
} from "./triples_for_tests.ts";

Deno.test("the triplet loss and its gradients equal PyTorch's", () => {
  assert.equal(golden.triplet.length, 4);
  for (const { options, ...expected } of golden.triplet) {
    checkAgainstGolden((q, p, n) => tripletLoss(q, p, n, options), expected, options);
  }
});

Deno.test("gradients of the triplet loss equal finite differences, and no tensor is left behind", () => {
  for (const inBatch of [false, true]) {
    checkFiniteDifferences((q, p, n) => tripletLoss(q, p, n, { margin: 2, inBatch }), randomTriples(4, 5, 1));
    checkLeaks((q, p, n) => tripletLoss(q, p, n, { inBatch }));
  }
});

Deno.test("a triple whose margin is large enough has no loss and no gradient", () => {
  const [q, p] = randomTriples(1, 4, 3);
  const { value, gradients } = valueAndGradients(
    (q, p, n) => tripletLoss(q, p, n, { margin: 0.2 }),
    [q, q.clone(), p.sub(q.mul(9))],
  );
  assert.equal(value, 0);
  for (const gradient of gradients) assert.ok(gradient.every((slope) => slope === 0));
});

Deno.test("a margin out of its range and an unknown option are refused", () => {
  const [q, p, n] = randomTriples(2, 3, 1);
  for (const margin of [0, -1, 2.5, NaN]) {
    assert.throws(() => tripletLoss(q, p, n, { margin }), {
      name: "UserError",
      message: new RegExp(`margin to be above 0 and at most 2 but found ${margin}`),
    });
  }
  assert.throws(() => tripletLoss(q, p, n, { tau: 1 } as object), /unknown option "tau"/);
});
