import assert from "node:assert/strict";
import { generator } from "../../base/mod.ts";
import type { MarginOptions } from "../../losses/mod.ts";
import { coordinatesOf } from "./coordinates.ts";
import { parseRecordings, type Recordings, recordingsText } from "./recording.ts";
import { sharesOf } from "./shares.ts";
import { tablesOf } from "./tables.ts";

const B = 4;

function someEmbeddings(): number[][] {
  const random = generator(7);
  return coordinatesOf(
    Array.from({ length: 3 * B }, () => {
      const row = Array.from({ length: 20 }, () => random.normal());
      const length = Math.hypot(...row);
      return row.map((value) => value / length);
    }),
  );
}

/** -e'(t), by hand. */
const pullOf: Record<string, (t: number) => number> = {
  l2: (t) => -2 * t,
  l1: (t) => -Math.sign(t),
  soft: (t) => 1 / (1 + Math.exp(t)),
  hinge: (t) => 2 * Math.max(0, -t),
};

Deno.test("a pull is minus the error's slope over the count of pairs, in every reading", () => {
  const embeddings = someEmbeddings();
  for (const errorFn of ["l2", "l1", "soft", "hinge"] as const) {
    for (
      const options of [
        { target: 0.3 },
        { target: "adaptive", detachTarget: true },
        { target: "adaptive", inBatch: true },
        { target: 0.1, inBatch: true, orientation: "reference" },
        { target: "distributed" },
        { target: "distributed", orientation: "reference" },
        { target: "batch-mean", inBatch: true },
      ] satisfies MarginOptions[]
    ) {
      const { margins, targets, pulls } = tablesOf(embeddings, { ...options, errorFn });
      const count = margins.length * margins[0].length;
      assert.equal(count, "inBatch" in options || options.target === "distributed" ? B * B : B);
      margins.forEach((row, i) =>
        row.forEach((margin, k) => {
          const expected = pullOf[errorFn](margin - targets[i][k]) / count;
          assert.ok(Math.abs(pulls[i][k] - expected) < 1e-6, `${JSON.stringify(options)}, ${errorFn}`);
        })
      );
    }
  }
});

Deno.test("in the reference's reading, a column has the margin that a row has in the paper's", () => {
  const embeddings = someEmbeddings();
  const [paper, reference] = (["paper", "reference"] as const).map((orientation) =>
    tablesOf(embeddings, { target: "distributed", orientation })
  );
  assert.deepEqual(paper.margins[2], reference.margins.map((row) => row[2]));
  assert.deepEqual(paper.targets, reference.targets);
});

const batch = [false, true].map((falseNegative, i) => ({
  ...{ query: `q${i}`, positive: `p${i}`, negative: `n${i}` },
  falseNegative,
}));

Deno.test("shares are of pairs and of the gradient's size", () => {
  const tables = {
    margins: [[0.5, -0.1], [0.2, 0.9]],
    targets: [[0.4, 0.4], [0.4, 0.4]],
    pulls: [[-0.1, 0.5], [0.2, -0.2]],
  };
  const shares = sharesOf(tables, batch).map(({ pairs, gradient }) => [pairs, gradient]);
  const expected = [[1 / 4, 0.5], [2 / 4, 0.3], [1 / 4, 0.2], [2 / 4, 0.3]];
  shares.flat().forEach((share, i) => assert.ok(Math.abs(share - expected.flat()[i]) < 1e-12));
  const single = { margins: [[0.5], [0.2]], targets: [[0.4], [0.4]], pulls: [[-0.1], [0.3]] };
  assert.deepEqual(sharesOf(single, batch).map(({ pairs }) => pairs), [0, 0.5, 0.5]);
});

Deno.test("recordings are read as they were written, and anything else is refused", () => {
  const recordings: Recordings = {
    training: "a training",
    batch,
    recordings: [{
      label: "adaptive",
      loss: { target: "adaptive" },
      moments: [{ step: 0, embeddings: [[1], [0, 1], [0.6, 0.8], [1], [0, 1], [0.6, 0.8]] }],
    }],
  };
  assert.deepEqual(parseRecordings(recordingsText(recordings), "a.json"), recordings);
  for (
    const text of ["{", "{}", '{"batch":[],"recordings":[]}', recordingsText({ ...recordings, batch: [] })]
  ) {
    assert.throws(() => parseRecordings(text, "a.json"), {
      name: "UserError",
      message: /^Expected recordings of a batch in a\.json but found something else/,
    });
  }
});
