import assert from "node:assert/strict";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { differencesFigure } from "./differences.ts";
import { writeFigure } from "./write_figure.ts";

const queries = ["q1", "q2", "q3"];
const system = (name: string, differences: number[]) => ({
  system: name,
  baseline: "a <b>",
  measure: "RR",
  differences,
  queries,
});

Deno.test("each system has a panel, its queries from the largest gain to the largest loss", () => {
  const { data, layout } = differencesFigure([system("x", [0, -0.5, 0.25]), system("y", [0, 0, 0])]);
  assert.deepEqual(data.map(({ y }) => Array.from(y as number[])), [[0.25, 0, -0.5], [0, 0, 0]]);
  assert.deepEqual(data[0].customdata, ["q3", "q1", "q2"]);
  assert.match(JSON.stringify(layout), /mean −0\.0833; 1 better, 1 equal, 1 worse/);
  assert.match(JSON.stringify(layout), /a &lt;b&gt;/);
});

Deno.test("a figure is written as a picture and as a page", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "figures-"));
  const figure = differencesFigure([system("</script>", [0, -0.5, 0.25])]);
  await writeFigure(path.join(folder, "a.svg"), figure);
  assert.match(await readFile(path.join(folder, "a.svg"), "utf8"), /^<svg /);
  await writeFigure(path.join(folder, "a.html"), figure);
  const page = await readFile(path.join(folder, "a.html"), "utf8");
  assert.equal(page.match(/<\/script>/g)!.length, 2);
  await assert.rejects(writeFigure("a.png", figure), /\.svg or \.html but found "a\.png"/);
});
