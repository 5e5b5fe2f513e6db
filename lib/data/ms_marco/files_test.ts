import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { webPlace } from "../web.ts";
import { findIn, msMarcoFile, type MSMarcoName } from "./files.ts";
import { msMarcoFiles, withMSMarco } from "./ms_marco_for_tests.ts";

const closed = webPlace(() => "http://127.0.0.1:1/x", { label: "a closed port", answerWithin: 2000 });

Deno.test("every file is found in each layout", async () => {
  for (const layout of ["plain", "gzipped", "published"] as const) {
    await withMSMarco((mirror) => {
      const folder = path.join(mirror, "msmarco-passage");
      for (const name of Object.keys(msMarcoFiles())) {
        assert.ok(findIn(folder, name as MSMarcoName), `${name}, ${layout}`);
      }
      return Promise.resolve();
    }, { layout });
  }
});

Deno.test("a tar has the files that its publisher puts into it: all queries of the hidden test set are in one alone", () =>
  withMSMarco(async (mirror) => {
    const folder = path.join(mirror, "msmarco-passage");
    assert.equal(
      findIn(folder, "queries.eval.tsv")?.file,
      path.join(folder, "queries.tar.gz"),
    );
    await rm(path.join(folder, "queries.tar.gz"));
    assert.equal(findIn(folder, "queries.eval.tsv"), undefined);
    assert.equal(
      findIn(folder, "queries.train.tsv")?.file,
      path.join(folder, "collectionandqueries.tar.gz"),
    );
  }, { layout: "published" }));

Deno.test("a file that no place has is named with its checksum, the places, and where to put it", () =>
  inTemporaryFolder(() =>
    withMSMarco(async (mirror) => {
      await rm(path.join(mirror, "msmarco-passage", "collectionandqueries.tar.gz"));
      await assert.rejects(msMarcoFile("collection.tsv", [closed]), (error: Error) => {
        for (
          const part of [
            /collectionandqueries\.tar\.gz \(md5 31644046b18952c1386cd4564ba2ae69\) of msmarco-passage/,
            /- the mirror folder .*: expected collectionandqueries\.tar\.gz but found no such file/,
            /- a closed port: could not reach/,
            /put the file in .*msmarco-passage/,
          ]
        ) assert.match(error.message, part);
        return true;
      });
    }, { layout: "published" }), { variable: "KIT_CACHE" }));
