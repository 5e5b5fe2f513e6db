import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { notebookTier, storedResults } from "./stored.ts";

Deno.test("an unknown tier is refused with the known ones", () => {
  const before = process.env.KIT_TIER;
  process.env.KIT_TIER = "huge";
  try {
    assert.throws(notebookTier, /KIT_TIER to be smoke, laptop, paper but found "huge"/);
  } finally {
    if (before === undefined) delete process.env.KIT_TIER;
    else process.env.KIT_TIER = before;
  }
});

Deno.test("missing results are named together with the command that makes them", async () => {
  const before = process.env.KIT_RESULTS;
  const folder = await mkdtemp(path.join(tmpdir(), "results-"));
  process.env.KIT_RESULTS = folder;
  try {
    await assert.rejects(
      () => storedResults(["baselines"], { tier: "laptop" }),
      /"BM25".*deno task reproduce/s,
    );
  } finally {
    await rm(folder, { recursive: true });
    if (before === undefined) delete process.env.KIT_RESULTS;
    else process.env.KIT_RESULTS = before;
  }
});
