/** The curves in a real browser: what is chosen and dragged, and the numbers that they show. */
import assert from "node:assert/strict";
import { mean, percent } from "../base/mod.ts";
import { comparedMethod, comparisonsOf, courseOf, levelReached } from "../studies/mod.ts";
import { browserTest, waitFor } from "./chromium_for_tests.ts";
import { withExplorer } from "./explorer_for_tests.ts";
import { assertNear, cellsOf, DRAWN, open, pointsOf } from "./page_for_tests.ts";

browserTest("the curves of the explorer", (page, step) =>
  withExplorer(async (folder, results) => {
    await page.resize(1280, 1000);
    await step(
      "curves show the stored numbers; measure and costs are chosen with the keyboard, and stand in the address",
      async () => {
        await page.resize(1280, 1000);
        await open(page, folder, "#curves");
        const softmax = results.filter(({ config }) => config.method.kind === "in-batch softmax");
        const expected = (options: Parameters<typeof courseOf>[1]) => {
          const courses = softmax.map((run) => courseOf(run, options).slice(1));
          return [0, 1, 2].map((i) => [
            mean(courses.map((course) => course[i].cost)),
            mean(courses.map((course) => course[i].value)),
          ]);
        };
        const shown = async () => {
          const { x, y } = await pointsOf(page, "in-batch softmax");
          return [x, y];
        };
        const compare = async (options: Parameters<typeof courseOf>[1]) => {
          const [x, y] = await shown();
          assertNear(x, expected(options).map(([cost]) => cost));
          assertNear(y, expected(options).map(([, value]) => value));
        };
        await compare({});
        await page.evaluate('document.getElementById("measure-nDCG@10").focus()');
        await page.press("ArrowRight");
        await page.until('location.hash.includes("measure=RR")');
        await page.until('document.activeElement.id === "measure-RR@10"');
        await page.press("Tab");
        await page.until('document.activeElement.id === "cost-triples"');
        await page.press("ArrowRight");
        await page.press("ArrowRight");
        await page.until(`location.hash.includes("cost=seconds") && ${DRAWN}`);
        await compare({ measure: "RR@10", cost: "seconds" });
        // The same address shows the same.
        const [before, hash] = [await shown(), await page.evaluate<string>("location.hash")];
        await open(page, folder, hash);
        assert.deepEqual(await shown(), before);
        assert.deepEqual(page.errors, []);
      },
    );
    await step(
      "a level is dragged in the plot or moved with keys, and the table says where each curve reaches it",
      async () => {
        await page.resize(1280, 1000);
        await open(page, folder, "#curves?level=0.3");
        const line = () =>
          page.evaluate<{ x: number; y: number }>(`(() => {
        const box = document.querySelector(".shapelayer path").getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      })()`);
        const { x, y } = await line();
        await page.drag([x, y], [x, y - 40]);
        await page.until('!location.hash.includes("level=0.3000") && location.hash.includes("level=0.3")');
        await waitFor(
          async () => Math.abs((await line()).y - (y - 40)) < 3,
          () => `the line at ${y - 40}`,
        );
        const compare = async () => {
          const level = Number(
            new URLSearchParams((await page.evaluate<string>("location.hash")).split("?")[1]).get("level"),
          );
          const [comparison] = comparisonsOf(results);
          const [adaptive, softmax] = ["adaptive", "in-batch softmax"].map((label) =>
            comparedMethod(comparison, label)!
          );
          const { cost, share } = levelReached(comparison, adaptive, softmax, level);
          const [, shownCost, shownShare] = (await cellsOf(page, ".level-table")).find(([name]) =>
            name === "adaptive"
          )!;
          assert.match(shownCost, new RegExp(`^${Math.round(cost!.mean).toLocaleString("en")} \\[`));
          assert.ok(
            shownShare.startsWith(`${percent(share!.mean)} [`),
            `${shownShare} against ${share!.mean}`,
          );
        };
        await compare();
        await page.evaluate('document.getElementById("level").focus()');
        for (let i = 0; i < 5; i++) await page.press("ArrowRight");
        await compare();
        assert.deepEqual(page.errors, []);
      },
    );
  }));
