/** The explorer as a cell of a notebook, in a real browser. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { courseOf } from "../studies/mod.ts";
import { browserTest } from "./chromium_for_tests.ts";
import { withExplorer } from "./explorer_for_tests.ts";
import { assertNear } from "./page_for_tests.ts";
import { explorerCell } from "./show_explorer.ts";

browserTest("the curves in a cell", (page, step) =>
  withExplorer(async (folder, results) => {
    const { html } = await explorerCell(results);
    const file = path.join(folder, "cell.html");
    await writeFile(file, `<!doctype html>${html}`);
    await page.resize(1000, 950);
    const frame = 'document.querySelector("iframe").contentDocument';
    await step("they are the stored numbers, and are chosen as on the page", async () => {
      await page.open(`${pathToFileURL(file)}`);
      await page.until(`document.querySelector("iframe") && ${frame}.querySelector(".plot .main-svg")`);
      await page.evaluate(`${frame}.getElementById("measure-RR@10").click()`);
      await page.until(`${frame}.querySelector(".plot .main-svg")`);
      const run = results.find(({ config }) => config.method.kind === "in-batch softmax")!;
      const trace =
        `${frame}.querySelector(".plot").data.findLast(({ name }) => name === "in-batch softmax")`;
      await page.until(`${trace}.y.length === 3`);
      // All seeds have the same RR@10 on dev.
      assertNear(
        await page.evaluate(`[...${trace}.y]`),
        courseOf(run, { measure: "RR@10" }).slice(1).map(({ value }) => value),
      );
      assert.deepEqual(page.errors, []);
    });
    await step("a picture stands there where scripts do not run", async () => {
      await writeFile(file, `<!doctype html>${html.replace(/<script>.*<\/script>/s, "")}`);
      await page.open(`${pathToFileURL(file)}`);
      await page.until('document.querySelector("img").naturalWidth === 720');
    });
  }));
