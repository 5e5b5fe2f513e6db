import assert from "node:assert/strict";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { inProject } from "../base/mod.ts";
import { claims } from "../studies/mod.ts";
import { claimRowsOf } from "./data/claims.ts";
import { scriptOf } from "./data/script_for_tests.ts";
import { withExplorer } from "./explorer_for_tests.ts";
import { writeExplorer } from "./write_explorer.ts";

Deno.test("a page takes less than 3 MB besides its data, and names no place of this machine and no other host", () =>
  withExplorer(async (folder, results, said) => {
    assert.deepEqual(said, []);
    const own = [
      "index.html",
      "explorer.css",
      "explorer.js",
      "playground.html",
      "playground.css",
      "microscope.html",
    ];
    const names = [...own, "microscope.css", "playground.js", "microscope.js", "plotly.js"];
    assert.deepEqual((await readdir(folder)).sort(), [...names, "data"].sort());
    const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 3e6);
    const data = await readdir(path.join(folder, "data"));
    assert.equal(data.length, 4 + 2 + results.length);
    const texts = new Map<string, string>();
    for (const name of own) texts.set(name, await readFile(path.join(folder, name), "utf8"));
    for (const file of data) {
      const name = path.basename(file, ".js");
      // The microscope's page reads its own data.
      if (name !== "microscope") texts.set(file, await scriptOf(folder, name));
    }
    for (const [file, text] of texts) {
      assert.ok(!text.includes(path.dirname(folder)), `${file} names ${path.dirname(folder)}`);
      assert.doesNotMatch(text, /https?:\/\/(?!www\.w3\.org)/, file);
    }
  }));

Deno.test("a folder with something else is left as it is, an earlier report is replaced", () =>
  withExplorer(async (folder) => {
    await inTemporaryFolder(async (other) => {
      const say = () => {};
      await writeFile(path.join(other, "notes.txt"), "mine");
      await assert.rejects(writeExplorer(other, { results: [], claims: [] }, { say }), {
        name: "UserError",
        message: /Expected a new folder, or an earlier report, at .* but found another/,
      });
      assert.deepEqual(await readdir(other), ["notes.txt"]);
      await writeFile(path.join(folder, "data", "old.js"), "");
      await writeExplorer(folder, { results: [], claims: [] }, { say });
      assert.ok(!(await readdir(path.join(folder, "data"))).includes("old.js"));
    });
  }));

Deno.test("a claim leads to the first notebook that shows it, and else to the one of all, which is there", async () => {
  const verdict = { word: "undecided", why: "", each: [], ps: [] } as const;
  const notebooks = [
    { name: "01.ipynb", code: 'showTable("C");' },
    { name: "03.ipynb", code: 'await showClaims(["C"]);' },
    { name: "06.ipynb", code: 'await showClaims(["A", "C"]);' },
  ];
  const rows = claimRowsOf(claims.map((claim) => ({ claim, evidence: [], verdict })), notebooks, {
    inBook: true,
  });
  assert.equal(rows.find(({ claim }) => claim.id === "C")!.address, "book/03.html");
  const notebookOf = (id: string) => rows.find(({ claim }) => claim.id === id)!.notebook;
  assert.deepEqual([notebookOf("A"), notebookOf("C")], ["06.ipynb", "03.ipynb"]);
  assert.ok((await readdir(inProject("notebooks"))).includes(notebookOf("F")));
});
