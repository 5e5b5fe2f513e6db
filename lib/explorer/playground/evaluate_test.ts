import assert from "node:assert/strict";
import { tf } from "../../engine/mod.ts";
import { descended, evaluate, isSettled } from "./evaluate.ts";
import { lossKinds } from "./loss_kind.ts";
import { moved, optionsOf, roles, type Scene, sceneOf } from "./scene.ts";
import { choices, sliders, switches } from "./settings.ts";

/** Every loss, with each value of its choices and switches. */
function* scenes(): Iterable<Scene> {
  for (const { name } of lossKinds) {
    const usual = sceneOf(new URLSearchParams({ loss: name, temperature: "0.2", margin: "0.9" }));
    yield usual;
    for (const setting of usual.kind.has(usual.settings)) {
      const values = setting in choices
        ? choices[setting as keyof typeof choices].values
        : setting in switches
        ? [true]
        : [];
      for (const value of values) yield { ...usual, settings: { ...usual.settings, [setting]: value } };
    }
  }
}

Deno.test("slopes along the circle are those of the loss", () => {
  const step = 0.5; // degrees; float32: smaller steps drown in rounding
  for (const scene of scenes()) {
    const { slopes } = evaluate(scene);
    const { detachTarget, target } = scene.settings;
    if (detachTarget && target !== "static") continue; // the loss moves where its gradient does not
    roles.forEach((role) =>
      scene.triples.forEach((triple, i) => {
        const [above, below] = [step, -step].map((by) =>
          evaluate(moved(scene, i, role, triple[role] + by)).loss
        );
        const found = slopes[role][i], expected = (above - below) / (2 * step * Math.PI / 180);
        assert.ok(
          Math.abs(found - expected) < 2e-4 + 0.01 * Math.abs(expected),
          `${optionsOf(scene)}, ${role} ${i}: ${found} against ${expected}`,
        );
      })
    );
  }
});

Deno.test("a detached target moves the passages otherwise, and the query as before", () => {
  const [flows, stops] = ["false", "true"].map((detachTarget) =>
    evaluate(sceneOf(new URLSearchParams({ detachTarget }))).slopes
  );
  assert.deepEqual(flows.query, stops.query);
  assert.notDeepEqual(flows.positive, stops.positive);
});

Deno.test("descent lowers every loss, and leaves no tensor behind", () => {
  const before = tf.memory().numTensors;
  for (const scene of scenes()) {
    const slow = { ...scene, settings: { ...scene.settings, rate: 0.002 } };
    const start = evaluate(slow);
    const next = evaluate(descended(slow, start));
    assert.ok(next.loss < start.loss || isSettled(slow, start), `${optionsOf(scene)}`);
  }
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("a margin on its target is settled", () => {
  const at = (margin: number) => {
    const scene = sceneOf(new URLSearchParams(`target=static&margin=${margin}&triple=0,0,90`));
    return isSettled(scene, evaluate(scene));
  };
  assert.deepEqual([at(1), at(0.9)], [true, false]);
});

Deno.test("an address holds the whole scene, and what it says wrongly is as usual", () => {
  for (const scene of scenes()) {
    const again = sceneOf(new URLSearchParams(optionsOf(scene).toString()));
    assert.deepEqual(again.settings, scene.settings);
    assert.equal(again.kind, scene.kind);
    assert.deepEqual(again.triples.map(({ query }) => query), scene.triples.map(({ query }) => query));
  }
  const wrong =
    "loss=best&target=none&margin=9&temperature=&inBatch=1&triple=1,2&triple=a,b,c&triple=0,0,0,9";
  assert.deepEqual(sceneOf(new URLSearchParams(wrong)), sceneOf(new URLSearchParams()));
});

Deno.test("usual settings lie in the range of their sliders", () => {
  for (const kind of lossKinds) {
    const { settings } = sceneOf(new URLSearchParams({ loss: kind.name }));
    for (const [name, { least, most }] of Object.entries(sliders)) {
      const value = settings[name as keyof typeof sliders];
      assert.ok(value >= least && value <= most, `${kind.name}, ${name}: ${value}`);
    }
  }
});
