/** What follows from an entry of a registry alone: tables, figures and findings know none by name. */
import assert from "node:assert/strict";
import { colourOf, forestPlot, methodMarks, seedCurves } from "../figures/mod.ts";
import { encoders, type Method, methodKinds } from "../runs/mod.ts";
import { withEntry } from "../runs/registered_for_tests.ts";
import { fakeResult, inventedResult } from "../runs/results_for_tests.ts";
import { comparisonsOf, seedGroups } from "../studies/mod.ts";
import { methodRows } from "./method_rows.ts";
import { summaryTable } from "./summary.ts";

const guided = { kind: "guided" } as unknown as Method;
const entry = { kind: "guided", options: [], label: () => "guided margin", family: () => "guided" };
const bm25 = inventedResult("none", { kind: "bm25", k1: 0.9, b: 0.4 }, 0.2);

Deno.test("a new kind of method has rows in tables, a colour in figures and a curve", async () => {
  await withEntry<unknown>(methodKinds, entry, () => {
    const { config } = inventedResult("tiny", { kind: "in-batch softmax", temperature: 0.05 }, 0.4);
    const result = fakeResult({ ...config, method: guided });
    assert.equal(methodRows([result])[0].method, "guided margin");
    assert.match(summaryTable([bm25, result]), /\| tiny +\| guided margin +\|/);
    const [mark] = forestPlot(methodMarks(comparisonsOf([result])), { title: "", x: "" }).data;
    assert.equal(mark.name, "guided margin");
    assert.equal((mark.error_x as { color: string }).color, colourOf("guided"));
    assert.equal(colourOf("guided"), colourOf("another that the theme does not know"));
    assert.notEqual(colourOf("guided"), colourOf("static"));
    const curves = seedCurves(comparisonsOf([result]), { title: "", methods: ["guided margin"] });
    assert.ok(curves.data.some(({ name }) => name === "guided margin"));
  });
});

Deno.test("a new encoder has a panel, and rows after those of the others", async () => {
  const slow = {
    name: "slow",
    checkpoint: "someone/slow",
    background: "",
    weights: () => "",
    secondsPerText: { train: 2, encode: 1 },
  };
  await withEntry(encoders, slow, () => {
    const untrained = (encoder: string) => inventedResult(encoder, { kind: "untrained" }, 0.3);
    const results = [untrained("slow"), untrained("tiny"), bm25];
    const column = summaryTable(results).split("\n").filter((line) => /^\| +(tiny|slow|\|)/.test(line))
      .map((line) => line.split("|")[1].trim());
    assert.deepEqual(column, ["", "tiny", "slow"]);
    const trained = inventedResult("slow", { kind: "in-batch softmax", temperature: 0.05 }, 0.4);
    const marks = methodMarks(comparisonsOf([trained]), { untrained: seedGroups(results) });
    assert.deepEqual(new Set(marks.map(({ panel }) => panel)), new Set(["slow, wordnet-laptop"]));
    assert.deepEqual(marks.map(({ label }) => label).sort(), ["BM25", "in-batch softmax", "untrained"]);
  });
});
