import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { findTrecDL, TREC_DL, trecDLNames } from "./trec_dl.ts";

/** A mirror and a cache with these files, for as long as a test runs. */
async function withFiles(
  files: { mirror: string[]; cache: string[] },
  test: (folders: { mirror: string; cache: string }) => void,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "trec-dl-"));
  const mirror = path.join(folder, "mirror"), cache = path.join(folder, "cache");
  const before = { KIT_MIRROR: process.env.KIT_MIRROR, KIT_CACHE: process.env.KIT_CACHE };
  const places = [[path.join(mirror, TREC_DL), files.mirror], [
    path.join(cache, "downloads", TREC_DL),
    files.cache,
  ]] as const;
  for (const [place, names] of places) {
    for (const name of names) {
      await mkdir(path.dirname(path.join(place, name)), { recursive: true });
      await writeFile(path.join(place, name), "");
    }
  }
  try {
    process.env.KIT_MIRROR = mirror;
    process.env.KIT_CACHE = cache;
    test({ mirror: path.join(mirror, TREC_DL), cache: path.join(cache, "downloads", TREC_DL) });
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await rm(folder, { recursive: true });
  }
}

Deno.test("without files there are no judgements and no runs", () =>
  withFiles({ mirror: [], cache: [] }, () => {
    assert.deepEqual(findTrecDL(2019), { year: 2019, runs: [] });
  }));

Deno.test("a file of the mirror goes before the cache's, and each year has its own", () => {
  const { qrels, run } = trecDLNames(2020);
  return withFiles(
    { mirror: [run("B"), trecDLNames(2019).run("A")], cache: [qrels, run("B"), run("A")] },
    (at) => {
      assert.deepEqual(findTrecDL(2020), {
        year: 2020,
        qrels: path.join(at.cache, qrels),
        runs: [{ system: "A", file: path.join(at.cache, run("A")) }, {
          system: "B",
          file: path.join(at.mirror, run("B")),
        }],
      });
      assert.deepEqual(findTrecDL(2019).runs.map(({ system }) => system), ["A"]);
    },
  );
});
