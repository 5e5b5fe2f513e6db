/** The playground in a real browser. */
import assert from "node:assert/strict";
import { copyFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { inProject } from "../../base/mod.ts";
import { type Scalar, type Tensor2D, tf } from "../../engine/mod.ts";
import {
  bixseLoss,
  guidedSoftmaxLoss,
  inBatchSoftmaxLoss,
  listwiseKLLoss,
  marginLoss,
  marginMSELoss,
  rankNetLoss,
  tripletLoss,
} from "../../losses/mod.ts";
import { closeTo, valueAndGradients } from "../../losses/triples_for_tests.ts";
import { browserTest, type Page } from "../chromium_for_tests.ts";
import { playgroundCell } from "./show_playground.ts";
import { writePlayground } from "./write_playground.ts";

type Loss = (q: Tensor2D, p: Tensor2D, n: Tensor2D) => Scalar;

const triples = [[80, 125, 30, 0.5], [-150, -170, -75, 1.2], [-20, 10, -45, -0.3]];
const points = triples.map((numbers) => `triple=${numbers}`).join("&");

/** What the page is asked for, and what it has to compute. */
const cases: readonly (readonly [address: string, loss: Loss])[] = [
  ["loss=margin", (q, p, n) => marginLoss(q, p, n, { target: "adaptive" })],
  [
    "loss=margin&detachTarget=true&errorFn=l1",
    (q, p, n) => marginLoss(q, p, n, { target: "adaptive", detachTarget: true, errorFn: "l1" }),
  ],
  [
    "loss=margin&target=static&margin=0.3&inBatch=true",
    (q, p, n) => marginLoss(q, p, n, { target: 0.3, inBatch: true }),
  ],
  [
    "loss=margin&target=adaptive&inBatch=true&orientation=reference&errorFn=soft",
    (q, p, n) =>
      marginLoss(q, p, n, { target: "adaptive", inBatch: true, orientation: "reference", errorFn: "soft" }),
  ],
  [
    "loss=margin&target=distributed&errorFn=hinge",
    (q, p, n) => marginLoss(q, p, n, { target: "distributed", errorFn: "hinge" }),
  ],
  [
    "loss=margin&target=distributed&orientation=reference",
    (q, p, n) => marginLoss(q, p, n, { target: "distributed", orientation: "reference" }),
  ],
  ["loss=margin&target=shuffled", (q, p, n) => marginLoss(q, p, n, { target: "shuffled" })],
  ["loss=triplet&margin=0.4&inBatch=true", (q, p, n) => tripletLoss(q, p, n, { margin: 0.4, inBatch: true })],
  ["loss=softmax&temperature=0.1", (q, p, n) => inBatchSoftmaxLoss(q, p, n, { temperature: 0.1 })],
  ["loss=guided&guideMargin=0.2", (q, p, n) => guidedSoftmaxLoss(q, p, n, "self", { margin: 0.2 })],
  ["loss=bixse&bias=-5", (q, p, n) => bixseLoss(q, p, n, undefined, { bias: -5 })],
  ["loss=margin-mse", (q, p, n) => marginMSELoss(q, p, n, tf.tensor1d(triples.map((each) => each[3])))],
  [
    "loss=ranknet&temperature=0.2",
    (q, p, n) => rankNetLoss(q, p, n, tf.tensor1d(triples.map((each) => each[3])), { temperature: 0.2 }),
  ],
  [
    "loss=listwise-kl",
    (q, p, n) => listwiseKLLoss(q, p, n, tf.tensor2d(triples.map((each) => [each[3], 0]))),
  ],
];

/** Loss and slopes along the circle, of queries, positives and negatives in turn. */
function native(loss: Loss): number[] {
  const radians = (which: number) => triples.map((numbers) => numbers[which] * Math.PI / 180);
  const embeddings = [0, 1, 2].map((which) =>
    tf.tensor2d(radians(which).map((angle) => [Math.cos(angle), Math.sin(angle)]))
  );
  const { value, gradients } = valueAndGradients(loss, embeddings);
  tf.dispose(embeddings);
  const slopes = gradients.map((gradient, which) =>
    radians(which).map((angle, i) =>
      gradient[2 * i + 1] * Math.cos(angle) - gradient[2 * i] * Math.sin(angle)
    )
  );
  return [value, ...triples.flatMap((_, i) => slopes.map((each) => each[i]))];
}

const numbersIn = (page: Page, selector: string) =>
  page.evaluate<number[]>(
    `[...document.querySelectorAll(${JSON.stringify(`${selector} data`)})].map(({ value }) => Number(value))`,
  );
const loss = async (page: Page) => (await numbersIn(page, ".loss"))[0];

browserTest("the playground", (page, step) =>
  inTemporaryFolder(async (folder) => {
    await writePlayground(folder);
    await copyFile(inProject("lib", "explorer", "page", "explorer.css"), path.join(folder, "explorer.css"));
    await page.resize(1280, 1000);
    const open = async (hash: string) => {
      await page.open("about:blank");
      await page.open(`${pathToFileURL(path.join(folder, "playground.html"))}#playground?${hash}`);
    };
    await step("losses and slopes in the browser are those of the native engine", async () => {
      for (const [address, loss] of cases) {
        await open(`${address}&${points}`);
        const found = [...await numbersIn(page, ".loss"), ...await numbersIn(page, "#slopes")];
        const expected = native(loss);
        assert.equal(found.length, expected.length);
        assert.ok(expected.some((number) => number !== 0));
        expected.forEach((number, i) => closeTo(found[i], number, 1e-4, 2e-6, `${address}, number ${i}`));
      }
    });
    await step("a point is dragged and moved with keys, and the address shows the same again", async () => {
      await open("loss=margin&triple=90,45,-90");
      const point = (role: string) =>
        page.evaluate<[number, number]>(`(() => {
        const { x, y, width, height } = document.querySelector(".point.${role} .shape").getBoundingClientRect();
        return [x + width / 2, y + height / 2];
      })()`);
      const angle = (role: string) =>
        page.evaluate<number>(
          `Number(document.querySelector(".point.${role}").getAttribute("aria-valuenow"))`,
        );
      const [query, positive, negative] = [
        await point("query"),
        await point("positive"),
        await point("negative"),
      ];
      const middle: [number, number] = [query[0], (query[1] + negative[1]) / 2];
      assert.ok(positive[0] > middle[0] && positive[1] < middle[1]);
      const radius = middle[1] - query[1];
      await page.drag(query, [middle[0] - radius, middle[1]]);
      assert.ok(Math.abs(await angle("query")) >= 179);
      await page.press("ArrowRight");
      const turned = await angle("query");
      await page.evaluate('document.getElementById("inBatch").click()');
      await page.evaluate('document.getElementById("more").click()');
      await page.evaluate('document.getElementById("fewer").click()');
      assert.equal(await angle("query"), turned, "other controls leave a point that was dragged where it is");
      await page.evaluate('document.querySelector(".point.query").focus()');
      const before = await loss(page);
      await page.press("ArrowLeft");
      await page.press("ArrowRight");
      assert.equal(await angle("query"), turned);
      closeTo(await loss(page), before, 1e-6, 0);
      await page.until(
        `Math.round(new URLSearchParams(location.hash.split("?")[1]).get("triple").split(",")[0]) === ${turned}`,
      );
      const hash = (await page.evaluate<string>("location.hash")).split("?")[1];
      await open(hash);
      assert.equal(await angle("query"), turned);
      closeTo(await loss(page), before, 1e-3, 1e-3); // the address has tenths of a degree
    });
    await step("descent lowers the loss until nothing moves, and Back returns", async () => {
      await open("loss=margin&target=static&margin=0.2&triple=60,75,-20");
      const before = await loss(page);
      await page.evaluate('document.getElementById("play").click()');
      await page.until('document.querySelector("[role=status]").textContent.startsWith("Settled")');
      assert.ok(before > 0.3 && await loss(page) < 1e-5);
      await page.evaluate('document.getElementById("back").click()');
      assert.equal(await loss(page), before);
      // A one-sided error leaves a margin above its target where it is.
      await page.evaluate('document.getElementById("errorFn-hinge").click()');
      assert.deepEqual([await loss(page), ...await numbersIn(page, "#slopes")].map(Math.abs), [0, 0, 0, 0]);
    });
    await step("the playground is no wider than a phone, with every loss", async () => {
      for (const loss of ["margin&target=distributed", "softmax", "margin-mse"]) {
        await page.resize(400, 800, { dark: true });
        await open(`loss=${loss}`);
        assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 400, loss);
      }
    });
    await step("in a cell of a notebook it starts with a scene, and its lessons with theirs", async () => {
      const file = path.join(folder, "cell.html");
      await writeFile(file, await playgroundCell({ scene: `${cases[7][0]}&${points}` }));
      await page.resize(1000, 950);
      await page.open(`${pathToFileURL(file)}`);
      const inside = 'document.querySelector("iframe")?.contentDocument';
      const shown = `Number(${inside}.querySelector(".loss data")?.value)`;
      await page.until(`${inside}?.querySelector(".loss data")`);
      closeTo(await page.evaluate(shown), native(cases[7][1])[0], 1e-5, 0);
      await page.evaluate(`${inside}.querySelector(".lessons a").click()`);
      await page.until(`Math.abs(${shown} - 0.351) < 0.001`);
    });
    assert.deepEqual(page.errors, []);
  }));
