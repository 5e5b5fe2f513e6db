/** The explorer's other views in a real browser: what they show of hostile data, and what they save. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fixed } from "../base/mod.ts";
import { differenceOf, judgeClaims } from "../studies/mod.ts";
import { browserTest, waitFor } from "./chromium_for_tests.ts";
import { attack, withExplorer } from "./explorer_for_tests.ts";
import { assertNear, cellsOf, open } from "./page_for_tests.ts";

/** Views, and a text of the data that each shows. */
const SHOWN = {
  "curves": "encoder",
  "curves?seeds=lines": "encoder",
  "run": "encoder",
  "two-runs": "query 0",
  "sweep?x=seed": "encoder",
};

browserTest("the views of the explorer", (page, step) =>
  withExplorer(async (folder, results) => {
    await page.resize(1280, 1000);
    await step("texts of data are shown as they are in all views, and never taken for markup", async () => {
      await page.resize(1280, 1000);
      for (const [view, name] of Object.entries(SHOWN)) {
        await open(page, folder, `#${view}`);
        assert.ok(
          await page.evaluate(`document.body.textContent.includes(${JSON.stringify(attack(name))})`),
          view,
        );
        // Hover texts are plotly's.
        await page.evaluate(
          'Plotly.Fx.hover(document.querySelector(".plot"), [{ curveNumber: 0, pointNumber: 1 }])',
        );
        assert.equal(await page.evaluate('document.querySelectorAll("img").length'), 0, view);
      }
      await open(page, folder, `#two-runs?query=${encodeURIComponent(attack("q3"))}`);
      const detail = await page.evaluate<string>('document.querySelector(".detail").textContent');
      for (const name of ["query 3", "q3", "passage 3", "p3"]) assert.ok(detail.includes(attack(name)), name);
      assert.equal(await page.evaluate("typeof hacked"), "undefined");
      assert.deepEqual(page.errors, []);
    });
    await step(
      "a query's best passages stand beside those of another run, with the difference of the stored values",
      async () => {
        await page.resize(1280, 1000);
        const [run, other] = [results[0], results[4]];
        await open(page, folder, `#two-runs?run=${run.hash}&other=${other.hash}`);
        const values = [run, other].map(({ measures }) => measures["nDCG@10"]);
        const differences = [...values[0]].map((value, i) => value - values[1][i]);
        assertNear(
          await page.evaluate('[...document.querySelector(".plot").data[0].y]'),
          [...differences].sort((a, b) => b - a),
        );
        await page.evaluate('document.querySelector(".link").click()');
        const query = differences.indexOf(Math.max(...differences));
        const lists = await page.evaluate<string[][]>(
          '[...document.querySelectorAll(".detail ol")].map(({ children }) => [...children].map((item) => item.textContent))',
        );
        [run, other].forEach(({ top10 }, i) =>
          lists[i].forEach((text, rank) =>
            assert.ok(
              text.includes(attack(`passage ${top10.positions[10 * query + rank]}`)),
              `${text}, rank ${rank + 1}`,
            )
          )
        );
        await page.until('document.body.textContent.includes("randomisation test")');
        const { p } = differenceOf(run, other);
        assert.ok(await page.evaluate(`document.body.textContent.includes("p = ${p.toFixed(3)}")`), `p ${p}`);
        assert.deepEqual(page.errors, []);
      },
    );
    await step("a slider goes through the histograms of a run's steps; a run without says so", async () => {
      const [run] = results;
      await open(page, folder, `#run?run=${run.hash}`);
      const bars = () =>
        page.evaluate<number[]>(
          '[...[...document.querySelectorAll(".plot")].flatMap(({ data }) => data).find(({ type }) => type === "bar").y]',
        );
      const expected = (step: number) => {
        const { margins } = run.history[step - 1].histograms!;
        return margins.map((count) => count / 16);
      };
      assertNear(await bars(), expected(1));
      await page.evaluate('document.getElementById("step").focus()');
      await page.press("ArrowRight");
      await page.until('location.hash.includes("step=2")');
      assertNear(await bars(), expected(2));
      const curve = await page.evaluate<number[]>(
        '[...[...document.querySelectorAll(".plot")].flatMap(({ data }) => data).find(({ name }) => name === "hard negatives").y]',
      );
      assertNear(curve, run.history.map(({ hardShare }) => hardShare!));
      await open(page, folder, `#run?run=${results.at(-1)!.hash}`);
      const text = await page.evaluate<string>("document.body.textContent");
      assert.match(text, /share of hard negatives is not recorded in this run/);
      assert.match(text, /Histograms of margins and targets are not recorded in this run/);
      assert.deepEqual(page.errors, []);
    });
    await step("each claim has its verdict, and what was observed", async () => {
      await open(page, folder, "#claims");
      const judged = judgeClaims(results);
      const words = await page.evaluate<string[]>(
        '[...document.querySelectorAll("article .verdict")].map((each) => each.textContent)',
      );
      assert.deepEqual(words, judged.map(({ verdict }) => verdict.word));
      const rows = await cellsOf(page, "article");
      const evidence = judged.flatMap((each) => each.evidence);
      assert.ok(evidence.length > 0);
      assert.deepEqual(
        rows.map(([label, , observed]) => [label, observed]),
        evidence.map(({ label, mean }) => [label, fixed(mean, 3)]),
      );
      await page.evaluate('document.getElementById("verdict-undecided").click()');
      const left = await page.evaluate<number>('document.querySelectorAll("article").length');
      assert.equal(left, words.filter((word) => word === "undecided").length);
      assert.deepEqual(page.errors, []);
    });
    await step("each view saves pictures and numbers", async () => {
      await page.resize(1280, 1000);
      await page.downloadsTo(folder);
      const save = async (view: string, label: string, name: string): Promise<Uint8Array> => {
        await open(page, folder, `#${view}`);
        await page.evaluate(
          `[...document.querySelectorAll(".save button")].find((button) => button.textContent === "${label}").click()`,
        );
        const file = path.join(folder, name);
        await waitFor(() => existsSync(file), () => name);
        return await readFile(file);
      };
      const text = async (...asked: Parameters<typeof save>) =>
        new TextDecoder().decode(await save(...asked));
      const [{ hash }] = results;
      assert.deepEqual([...(await save(`run?run=${hash}`, "PNG", `training ${hash}.png`)).subarray(1, 4)], [
        80,
        78,
        71,
      ]);
      assert.match(
        await text(`run?run=${hash}`, "SVG", `training ${hash}.svg`),
        /^<svg [^>]*width="720"[\s\S]*Loss and validations/,
      );
      const log = (await text(`run?run=${hash}`, "CSV", `training ${hash}.csv`)).trimEnd().split("\r\n");
      assert.equal(log.length, 41);
      assert.equal(Number(log[1].split(",")[log[0].split(",").indexOf("loss")]), results[0].history[0].loss);
      const sweep = (await text("sweep?y=method&x=seed", "CSV", "sweep method by seed.csv")).trimEnd().split(
        "\r\n",
      );
      assert.deepEqual([sweep[0], sweep.length], ["method,seed,best nDCG@10 on dev,runs", 13]);
      assert.match(await page.evaluate("document.body.textContent"), /A cell is one run\./);
      const [{ validations, config: { seed } }] = results;
      const best = Math.max(...validations.map(({ measures }) => measures["nDCG@10"]));
      assert.ok(sweep.includes(`adaptive,${seed},${best},1`), sweep.join("\n"));
      assert.deepEqual(page.errors, []);
    });
    await step("no view is wider than a phone, and all is reached with the Tab key", async () => {
      for (const view of ["curves", "run", "two-runs", "sweep?x=seed"]) {
        await page.resize(400, 800, { dark: true });
        await open(page, folder, `#${view}`);
        assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 400, view);
        // A heat map needs more room, and scrolls.
        if (view.startsWith("sweep")) continue;
        const cut = await page.evaluate<string[]>(
          `[...document.querySelectorAll(".plot text")].filter((text) => {
            const { left, right } = text.getBoundingClientRect();
            return left < 0 || right > 400;
          }).map((text) => text.textContent)`,
        );
        assert.deepEqual(cut, [], view);
      }
      await open(page, folder, "#curves");
      const controls = await page.evaluate<number>(
        'new Set([...document.querySelectorAll("a, button, select, input")].map((each) => each.name || each)).size',
      );
      const seen = new Set<string>();
      for (let i = 0; i < controls + 5; i++) {
        await page.press("Tab");
        seen.add(
          await page.evaluate(
            "document.activeElement.name || document.activeElement.id || document.activeElement.textContent",
          ),
        );
      }
      for (
        const name of ["tab-sweep", "collection", "method-add", "measure", "scale", "search", "level", "CSV"]
      ) {
        assert.ok(seen.has(name), `${name} among ${[...seen]}`);
      }
      assert.deepEqual(page.errors, []);
    });
  }));
