import assert from "node:assert/strict";
import { renderSVG } from "./render.ts";
import { themed } from "./theme.ts";

const line = (y: number[]) => ({ data: [{ x: [1, 2, 3], y }], layout: themed({ title: "A line" }) });

Deno.test("the same figure is drawn to the same bytes", async () => {
  assert.equal(await renderSVG(line([1, 3, 2])), await renderSVG(line([1, 3, 2])));
});

Deno.test("two figures share no id, so that they can stand on one page", async () => {
  const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  const [first, second] = [ids(await renderSVG(line([1, 3, 2]))), ids(await renderSVG(line([3, 1, 2])))];
  assert.ok(first.length > 0);
  assert.deepEqual(first.filter((id) => second.includes(id)), []);
});

Deno.test("drawing leaves the figure as it was", async () => {
  const figure = line([1, 3, 2]);
  const before = structuredClone(figure);
  await renderSVG(figure);
  assert.deepEqual(figure, before);
});

Deno.test("a heatmap's cells are in the picture", async () => {
  const svg = await renderSVG({
    data: [{ type: "heatmap", z: [[1, 2], [3, 4]] }],
    layout: themed({ title: "" }),
  });
  assert.match(svg, /<image [^>]*href="data:image\/png;base64,/);
});
