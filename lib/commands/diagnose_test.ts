import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import type { Expectation } from "../diagnosis/mod.ts";
import { small } from "../retrieval/collection_for_tests.ts";
import { beirFolder } from "./beir_folder_for_tests.ts";
import diagnose from "./diagnose.ts";
import { printed } from "./printed_for_tests.ts";

Deno.test("a diagnosis of a folder is printed as a table, or as JSON", async () => {
  const folder = await beirFolder({ train: small.split.train });
  try {
    const args = ["--data", folder, "--encoder", "tiny"];
    const { code, out } = await printed(diagnose, args);
    assert.equal(code, 0);
    assert.match(out, /^tiny on beir-\w+, 6 triples\n\nproperty +here +in the study\nmean target +0\.\d{3}/);
    assert.match(out, /\nFew triples: a share of 6, .* uncertain by up to ±0\.40; /);
    const { out: json } = await printed(diagnose, [...args, "--format", "json"]);
    const [found] = JSON.parse(json);
    assert.equal(found.triples, 6);
    // All six are ordered, which the triples of no encoder of the study are.
    assert.match(out, /^ordered triples +1\.000 .* outside$/m);
    const extrapolated = found.expectations.filter((each: Expectation) => each.extrapolated);
    assert.equal(out.split("\n  Extrapolated: ").length - 1, extrapolated.length);
    assert.ok(out.includes(found["effective rank"].toFixed(3)));
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("data and encoder are needed", async () => {
  await assert.rejects(printed(diagnose, ["--encoder", "tiny"]), /expected --data and --encoder, or --known/);
});
