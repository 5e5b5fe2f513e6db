/** The microscope in a real browser. */
import assert from "node:assert/strict";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { generator, inProject } from "../../base/mod.ts";
import type { MarginOptions } from "../../losses/mod.ts";
import { closeTo } from "../../losses/triples_for_tests.ts";
import { browserTest } from "../chromium_for_tests.ts";
import { attack } from "../explorer_for_tests.ts";
import { writePlayground } from "../playground/write_playground.ts";
import { coordinatesOf } from "./coordinates.ts";
import type { Recordings } from "./recording.ts";
import { microscopeCell } from "./show_microscope.ts";
import { tablesOf } from "./tables.ts";
import { writeMicroscope } from "./write_microscope.ts";

const B = 4;

function moment(step: number) {
  const random = generator(step);
  const rows = Array.from({ length: 3 * B }, () => Array.from({ length: 6 }, () => random.normal()));
  return { step, embeddings: coordinatesOf(rows.map((row) => row.map((x) => x / Math.hypot(...row)))) };
}

const recordings: Recordings = {
  training: attack("training"),
  batch: Array.from({ length: B }, (_, i) => ({
    ...{ query: attack(`query ${i}`), positive: attack(`positive ${i}`), negative: attack(`negative ${i}`) },
    falseNegative: i === 2,
  })),
  recordings: [
    { label: "adaptive", loss: { target: "adaptive" }, moments: [moment(0), moment(8)] },
    { label: attack("static"), loss: { target: 0.5, inBatch: true }, moments: [moment(1), moment(9)] },
  ],
};

browserTest("the microscope", (page, step) =>
  inTemporaryFolder(async (folder) => {
    await mkdir(path.join(folder, "data"));
    await writePlayground(folder); // whose style it shares
    await writeMicroscope(folder, recordings);
    await copyFile(inProject("lib", "explorer", "page", "explorer.css"), path.join(folder, "explorer.css"));
    await page.resize(1280, 1000);
    const open = async (hash: string) => {
      await page.open("about:blank");
      await page.open(`${pathToFileURL(path.join(folder, "microscope.html"))}#microscope?${hash}`);
    };
    await step("the maps are of the recorded moment, by the loss that was chosen", async () => {
      const compare = async (which: number, moment: number, options: MarginOptions) => {
        const expected = tablesOf(recordings.recordings[which].moments[moment].embeddings, options);
        for (const name of ["margins", "targets", "pulls"] as const) {
          const found = await page.evaluate<number[]>(
            `[...document.querySelectorAll("#${name} [role=gridcell]")].map(({ dataset }) => Number(dataset.value))`,
          );
          assert.equal(found.length, expected[name].flat().length);
          expected[name].flat().forEach((value, i) => closeTo(found[i], value, 1e-5, 1e-6, `${name} ${i}`));
        }
      };
      await open("");
      await compare(0, 0, { target: "adaptive" });
      await page.evaluate('document.getElementById("step").focus()');
      await page.press("ArrowRight");
      await compare(0, 1, { target: "adaptive" });
      await page.evaluate('document.getElementById("inBatch").click()');
      await page.evaluate('document.getElementById("orientation-reference").click()');
      await compare(0, 1, { target: "adaptive", inBatch: true, orientation: "reference" });
      const hash = (await page.evaluate<string>("location.hash")).split("?")[1];
      await open(hash);
      await compare(0, 1, { target: "adaptive", inBatch: true, orientation: "reference" });
      await open(`trained=${encodeURIComponent(attack("static"))}&step=9`);
      await compare(1, 1, { target: 0.5, inBatch: true });
    });
    await step("arrow keys go from pair to pair, whose texts are never taken for markup", async () => {
      await open("inBatch=true&pair=3,2");
      await page.evaluate('document.querySelector("#targets [aria-selected=true]").focus()');
      await page.press("ArrowRight");
      await page.until('location.hash.includes("pair=3%2C3")');
      const selected = await page.evaluate<number[]>(
        `["margins", "targets", "pulls"].map((id) =>
        [...document.querySelectorAll("#" + id + " [role=gridcell]")].findIndex((cell) => cell.ariaSelected === "true"))`,
      );
      assert.deepEqual(selected, [10, 10, 10]);
      const detail = await page.evaluate<string>('document.querySelector(".pair-detail").textContent');
      for (const name of ["query 2", "positive 2", "negative 2"]) {
        assert.ok(detail.includes(attack(name)), name);
      }
      assert.ok(detail.includes("relevant in truth"));
      assert.equal(await page.evaluate('document.querySelectorAll("img").length'), 0);
      assert.equal(await page.evaluate("typeof hacked"), "undefined");
      await page.resize(400, 800, { dark: true });
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 400);
    });
    await step(
      "in a cell of a notebook it starts with a view, and a picture stands there without scripts",
      async () => {
        const { html, figure } = await microscopeCell(recordings, { view: "inBatch=true&step=8" });
        const file = path.join(folder, "cell.html");
        await writeFile(file, `<!doctype html>${html}`);
        await page.resize(1000, 950);
        await page.open(`${pathToFileURL(file)}`);
        const inside = 'document.querySelector("iframe")?.contentDocument';
        const cells = `[...${inside}.querySelectorAll("#margins [role=gridcell]")]`;
        await page.until(`${inside}?.querySelector("#margins [role=gridcell]")`);
        const shown = () => page.evaluate<number[]>(`${cells}.map(({ dataset }) => Number(dataset.value))`);
        const marginsOf = (options: MarginOptions) =>
          tablesOf(recordings.recordings[0].moments[1].embeddings, options).margins.flat();
        const compare = async (options: MarginOptions) => {
          const expected = marginsOf(options);
          (await shown()).forEach((value, i) => closeTo(value, expected[i], 1e-5, 1e-6));
        };
        await compare({ target: "adaptive", inBatch: true });
        await page.evaluate(`${inside}.getElementById("inBatch").click()`);
        await page.until(`${cells}.length === ${B}`);
        await compare({ target: "adaptive" });
        // The picture's columns are the recorded steps.
        const expected = marginsOf({ target: "adaptive" });
        (figure.data[0].z as number[][]).forEach((row, i) => closeTo(row[1], expected[i], 1e-5, 1e-6));
        await writeFile(file, `<!doctype html>${html.replace(/<script>.*<\/script>/s, "")}`);
        await page.open(`${pathToFileURL(file)}`);
        await page.until('document.querySelector("img").naturalWidth === 720');
      },
    );
    await step("without a recording, the page says how to make one", async () => {
      await writeMicroscope(folder, undefined);
      await open("");
      assert.match(
        await page.evaluate('document.querySelector("main").textContent'),
        /deno task report --microscope/,
      );
    });
    assert.deepEqual(page.errors, []);
  }));
