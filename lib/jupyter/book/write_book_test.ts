import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { JSDOM } from "jsdom";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { findExercises, findNotebooks } from "../execute.ts";
import { formulaFolder } from "./formula_packages.ts";
import { writeBook } from "./write_book.ts";

const figure = {
  "application/vnd.plotly.v1+json": {
    data: [{ type: "bar", y: [1, 2], name: "</script><img src=x>" }],
    layout: { width: 720, height: 400 },
    config: {},
  },
  "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" fill="#123456"><text>100%</text></svg>',
  "text/plain": 'what it "shows"',
};
const code = (source: string, data: object) => ({
  ...{ cell_type: "code", id: "a", metadata: {}, execution_count: 1, source },
  outputs: [{ output_type: "display_data", metadata: {}, data }],
});
const notebook = JSON.stringify({
  cells: [
    {
      cell_type: "markdown",
      id: "b",
      metadata: {},
      source: "# 01 · One\n\n$q_i$, [two](02.ipynb), [out](../x.md)",
    },
    code("await showFigure(figure);", figure),
    code("await showMarkdown(text);", { "text/markdown": "**bold**", "text/plain": "bold" }),
  ],
  metadata: {
    kernelspec: { name: "deno", display_name: "Deno", language: "typescript" },
    language_info: { name: "typescript" },
  },
  ...{ nbformat: 4, nbformat_minor: 5 },
});
const files = {
  "README.md": "# Course\n\n[one](01.ipynb), [tasks](tasks/README.md), [web](https://example.org)\n",
  "01.ipynb": notebook,
  "02.ipynb": notebook.replace("01 · One", "02 · Two"),
  "tasks/README.md": "# Tasks\n\n[back](../01.ipynb#there)\n",
  ".ipynb_checkpoints/01.ipynb": notebook,
};

const pageAt = async (...place: string[]) =>
  new JSDOM(await readFile(path.join(...place), "utf8")).window.document;
const addressesOf = (document: JSDOM["window"]["document"]): string[] =>
  [...document.querySelectorAll("main a")].map((link) => link.getAttribute("href")!);

Deno.test("links lead from page to page, a figure has its picture and its data, and code its colours", () =>
  inTemporaryFolder(async (folder) => {
    const book = path.join(folder, "book");
    await writeBook(book, { source: folder });
    const [index, one, tasks] = [
      await pageAt(book, "index.html"),
      await pageAt(book, "01.html"),
      await pageAt(book, "tasks", "index.html"),
    ];
    assert.deepEqual(addressesOf(index), ["01.html", "tasks/index.html", "https://example.org", "01.html"]);
    assert.deepEqual(addressesOf(one), ["02.html", "02.html"]);
    assert.deepEqual(addressesOf(tasks), ["../01.html#there"]);
    assert.ok(!existsSync(path.join(book, ".ipynb_checkpoints")));
    const titles = [...one.querySelectorAll(".contents a")].map((link) => link.textContent);
    assert.deepEqual(titles, ["Course", "01 · One", "02 · Two", "Tasks"]);
    const [image] = one.querySelectorAll("main img");
    assert.equal(one.querySelectorAll("main img").length, 1);
    assert.equal(image.getAttribute("alt"), 'what it "shows"');
    const [, picture] = image.getAttribute("src")!.split("data:image/svg+xml,");
    assert.equal(decodeURIComponent(picture), figure["image/svg+xml"]);
    assert.deepEqual(
      JSON.parse(one.querySelector(".figure script")!.textContent!),
      figure["application/vnd.plotly.v1+json"],
    );
    assert.equal(one.querySelector("main code.tex")!.textContent, "q_i");
    assert.equal(one.querySelector("main strong")!.textContent, "bold");
    assert.ok(one.querySelectorAll(".highlight span").length > 2);
  }, { files }));

Deno.test("a notebook that is none is named", () =>
  inTemporaryFolder(async (folder) => {
    await assert.rejects(writeBook(path.join(folder, "book"), { source: folder }), {
      name: "UserError",
      message: /Expected notebooks that can be converted in .* but the conversion failed \(exit code 1\)/,
    });
  }, { files: { "01.ipynb": "{" } }));

Deno.test("the project's notebooks are all in the book, and no page of it asks for a file that is not there", () =>
  inTemporaryFolder(async (folder) => {
    const formulas = existsSync(formulaFolder()) ? formulaFolder() : undefined;
    const book = path.join(folder, "book");
    await writeBook(book, { formulas });
    const pages = (await readdir(book, { recursive: true })).filter((name) => name.endsWith(".html"));
    assert.equal(pages.length, findNotebooks().length + findExercises().length + 3);
    // What the report has beside the book.
    const beside = [
      "index.html",
      "playground.html",
      "microscope.html",
      "api/index.html",
      "explorer.css",
      "plotly.js",
    ];
    for (const page of pages) {
      const document = await pageAt(book, page);
      const addresses = [...document.querySelectorAll("[href], [src]")].map((each) =>
        each.getAttribute("href") ?? each.getAttribute("src")!
      );
      for (const address of addresses) {
        if (/^(data:|#|https:\/\/)/.test(address)) continue;
        const file = path.join(book, path.dirname(page), address.split("#")[0]);
        const known = beside.some((name) => file === path.join(folder, name)) || existsSync(file);
        assert.ok(known, `${page} leads to ${address}`);
      }
      // From elsewhere nothing is loaded.
      assert.equal(
        document.querySelectorAll('script[src^="http"], link[href^="http"], img[src^="http"]').length,
        0,
      );
    }
    const method = await readFile(path.join(book, "01-the-method.html"), "utf8");
    assert.match(method, formulas ? /<math [^>]*display="block"/ : /<code class="tex">/);
  }));
