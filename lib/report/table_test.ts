import assert from "node:assert/strict";
import { dataFrame, htmlTable, textTable } from "./table.ts";

const rows = [{ method: "a < b", value: 0.12345, count: 3 }, { method: "c", value: 2, count: 40 }];

Deno.test("text stands left, numbers right, whole columns without decimals", () => {
  assert.equal(
    textTable(rows, { caption: "Title", digits: 2 }),
    "Title\nmethod  value  count\na < b    0.12      3\nc        2.00     40",
  );
});

Deno.test("HTML is escaped", () => {
  assert.match(htmlTable(rows), /<td style="text-align: left">a &lt; b<\/td>/);
});

Deno.test("dollars in texts are no formulas: MathJax leaves the table and its caption alone", async () => {
  const html = await htmlTable([{ text: "from $5 to $10" }], { caption: "$a$" });
  assert.match(
    html,
    /^<p class="[^"]*\bmathjax_ignore\b[^"]*">\$a\$<\/p><table [^>]*class="[^"]*\bmathjax_ignore\b/,
  );
});

Deno.test("a DataFrame is shown as its rows are", async () => {
  assert.equal(textTable(await dataFrame(rows)), textTable(rows));
});

Deno.test("what is not there is a dash", () => {
  assert.match(textTable([{ a: "x", b: NaN }, { a: "y", b: 1.5 }]), /x +–\n/);
});

Deno.test("a table of nothing is refused", () => {
  assert.throws(() => textTable([]), /at least one row but found none/);
});

Deno.test("a column may have any name, and a DataFrame says which names danfojs takes", async () => {
  for (const name of ["constructor", "__proto__", "columns", "values", "toString"]) {
    const row = Object.fromEntries([["run", "x"], [name, 1.5]]);
    assert.equal(textTable([row]), `run  ${name}\nx    ${"1.500".padStart(name.length)}`);
    assert.match(htmlTable([row]), new RegExp(`>${name}</th>.*>1.500</td>`));
  }
  await assert.rejects(
    dataFrame([{ constructor: 1 }]),
    /names that danfojs does not use but found constructor/,
  );
});
