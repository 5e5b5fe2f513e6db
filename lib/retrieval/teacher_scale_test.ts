import assert from "node:assert/strict";
import { UserError } from "../base/mod.ts";
import { marginMoments, scaledScores, teacherScale } from "./teacher_scale.ts";

Deno.test("the moments of margins are their mean and standard deviation", () => {
  const { mean, spread } = marginMoments({ positives: [5, 7, 3], negatives: [1, 1, 1] });
  assert.equal(mean, 4);
  assert.ok(Math.abs(spread - Math.sqrt(8 / 3)) < 1e-12);
});

Deno.test("the scale is the best for mean and spread together, in the sense of least squares", () => {
  const teacher = { mean: 6, spread: 2 }, wanted = { mean: 0.3, spread: 0.4 };
  const error = (scale: number) =>
    (scale * teacher.mean - wanted.mean) ** 2 + (scale * teacher.spread - wanted.spread) ** 2;
  const scale = teacherScale(teacher, wanted);
  for (const other of [0.99 * scale, 1.01 * scale]) assert.ok(error(other) > error(scale));
  assert.ok(Math.abs(scale - 2.6 / 40) < 1e-12);
});

Deno.test("scaled scores keep equal margins equal, and no preference none", () => {
  const [positives, negatives] = [[4, 2, 9], [1, 2, 6]].map((scores) => Float32Array.from(scores));
  const scale = teacherScale(marginMoments({ positives, negatives }), { mean: 0.5, spread: 0.2 });
  const scaled = { positives: scaledScores(positives, scale), negatives: scaledScores(negatives, scale) };
  const margins = Array.from(scaled.positives, (score, i) => score - scaled.negatives[i]);
  assert.equal(margins[1], 0);
  assert.ok(Math.abs(margins[0] - margins[2]) < 1e-6);
});

Deno.test("a teacher that does not tell positives from negatives is refused", () => {
  const refused = (mean: number, wanted: number) =>
    assert.throws(
      () => teacherScale({ mean, spread: 1 }, { mean: wanted, spread: 0.2 }),
      (error: Error) => error instanceof UserError && /scores positives above negatives/.test(error.message),
    );
  refused(-1, 0.5);
  refused(0, 0.5);
  refused(2, -1);
});
