/** Notebooks in JupyterLab, in a real browser: their cells show what is stored among the results. */
import assert from "node:assert/strict";
import { mean } from "../base/mod.ts";
import { closeTo } from "../losses/triples_for_tests.ts";
import { committedStudy } from "../report/mod.ts";
import { comparedMethod, comparisonsOf, courseOf } from "../studies/mod.ts";
import { browserTest } from "./chromium_for_tests.ts";
import { hasLab, withLab } from "./lab_for_tests.ts";
import { storedRecordings } from "./microscope/stored.ts";
import { tablesOf } from "./microscope/tables.ts";
import { assertNear } from "./page_for_tests.ts";

const METHOD = "01-the-method.ipynb", CURVES = "06-data-efficiency.ipynb";

/** The page in a cell's output, by its title. */
const frameOf = (title: string) => `document.querySelector('iframe[title="${title}"]')?.contentDocument`;

/** What runs in JupyterLab's own pages; it has errors of its own. */
const OF_LAB = /http:\/\/127\.0\.0\.1:\d+\//;

if (hasLab) {
  browserTest("two notebooks in JupyterLab", (page, step) =>
    withLab([METHOD, CURVES], async (addressOf) => {
      await page.resize(1280, 1000);
      await step("01 shows the microscope of the batch that is stored", async () => {
        await page.open(addressOf(METHOD));
        const inside = frameOf("Microscope of a batch");
        await page.until(`${inside}?.querySelector("#margins [role=gridcell]")`);
        const shown = await page.evaluate<number[]>(
          `[...${inside}.querySelectorAll("#margins [role=gridcell]")].map(({ dataset }) => Number(dataset.value))`,
        );
        const { recordings: [{ loss, moments: [first] }] } = (await storedRecordings())!;
        const expected = tablesOf(first.embeddings, loss).margins.flat();
        assert.equal(shown.length, expected.length);
        shown.forEach((value, i) => closeTo(value, expected[i], 1e-5, 1e-6));
      });
      await step("06 shows the curves of the stored runs", async () => {
        await page.open(addressOf(CURVES));
        const inside = frameOf("Learning curves");
        const trace =
          `${inside}.querySelector(".plot").data.findLast(({ name }) => name === "in-batch softmax")`;
        await page.until(`${inside}?.querySelector(".plot .main-svg") && ${trace}.y.length > 1`);
        const comparison = comparisonsOf(await committedStudy())
          .find(({ collection, encoder, condition }) =>
            collection === "wordnet-study" && encoder === "minilm-2" && condition === ""
          )!;
        const { results } = comparedMethod(comparison, "in-batch softmax")!.picked;
        const courses = results.map((run) => courseOf(run).slice(1).map(({ value }) => value));
        assertNear(
          await page.evaluate<number[]>(`[...${trace}.y]`),
          courses[0].map((_, i) => mean(courses.map((course) => course[i]))),
        );
      });
      assert.deepEqual(page.errors.filter((error) => !OF_LAB.test(error)), []);
    }));
} else {
  Deno.test({
    name: "two notebooks in JupyterLab (left out: no JupyterLab in .venv)",
    ignore: true,
    fn() {},
  });
}
