import assert from "node:assert/strict";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { inCache } from "../../base/mod.ts";
import { writeParquetCollection } from "../parquet_for_tests.ts";
import { withMirror, withMSMarco } from "./ms_marco_for_tests.ts";
import { missingMSMarcoFiles } from "./needed.ts";

Deno.test("nothing is missing where all is published files", async () => {
  for (const layout of ["plain", "gzipped", "published"] as const) {
    await withMSMarco(() => Promise.resolve(assert.deepEqual(missingMSMarcoFiles(), [])), { layout });
  }
});

Deno.test("the hub's layout stands for those files alone that the hub has", () =>
  withMirror(async (mirror) => {
    const folder = path.join(mirror, "msmarco-passage");
    await writeParquetCollection(folder);
    await mkdir(path.join(folder, "qrels"), { recursive: true });
    for (const split of ["train", "validation", "test"]) {
      await writeFile(path.join(folder, "qrels", `${split}.tsv`), "query-id\tcorpus-id\tscore\n11\t2\t1\n");
    }
    assert.deepEqual(missingMSMarcoFiles(), [
      "qidpidtriples.train.full.2.tsv",
      "msmarco-passagetest2019-top1000.tsv",
      "msmarco-test2020-queries.tsv",
      "2020qrels-pass.txt",
      "msmarco-passagetest2020-top1000.tsv",
    ]);
  }));

Deno.test("NIST's judgements are here in the folder of its track, in the mirror folder or in the cache", () =>
  withMSMarco(async (mirror) => {
    const here = path.join(mirror, "msmarco-passage");
    for (const [year, at] of [[2019, mirror], [2020, inCache("downloads")]] as const) {
      await mkdir(path.join(at, "trec_dl"), { recursive: true });
      await rename(
        path.join(here, `${year}qrels-pass.txt`),
        path.join(at, "trec_dl", `qrels.dl${year % 100}-passage.txt`),
      );
    }
    assert.deepEqual(missingMSMarcoFiles(), []);
    await rm(path.join(mirror, "trec_dl"), { recursive: true });
    assert.deepEqual(missingMSMarcoFiles(), ["2019qrels-pass.txt"]);
  }));
