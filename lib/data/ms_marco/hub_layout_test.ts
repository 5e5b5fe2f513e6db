import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeParquetCollection } from "../parquet_for_tests.ts";
import { hubQrels, hubTexts } from "./hub_layout.ts";
import { withMirror } from "./ms_marco_for_tests.ts";

Deno.test("the hub's folders are read for the sets that the hub has, and not for TREC 2020", () =>
  withMirror(async (mirror) => {
    const folder = path.join(mirror, "msmarco-passage");
    await writeParquetCollection(folder);
    await mkdir(path.join(folder, "qrels"), { recursive: true });
    const qrels = "query-id\tcorpus-id\tscore\n11\t2\t1\n";
    for (const split of ["train", "validation"]) {
      await writeFile(path.join(folder, "qrels", `${split}.tsv`), qrels);
    }
    assert.equal(hubTexts("collection.tsv").length, 2);
    for (
      const name of ["queries.train.tsv", "queries.dev.small.tsv", "msmarco-test2019-queries.tsv"] as const
    ) assert.equal(hubTexts(name).length, 1, name);
    assert.deepEqual(hubTexts("msmarco-test2020-queries.tsv"), []);
    assert.equal(hubQrels("qrels.train.tsv")?.split, "train");
    assert.equal(hubQrels("qrels.dev.small.tsv")?.split, "validation");
    assert.equal(hubQrels("2019qrels-pass.txt")?.split, "test");
    assert.equal(hubQrels("2020qrels-pass.txt"), undefined);
    // A published file in the same folder is read instead.
    await writeFile(path.join(folder, "queries.train.tsv"), "11\ta fox\n");
    await writeFile(path.join(folder, "qrels.train.tsv"), "11\t0\t2\t1\n");
    assert.deepEqual(hubTexts("queries.train.tsv"), []);
    assert.equal(hubQrels("qrels.train.tsv"), undefined);
  }));
