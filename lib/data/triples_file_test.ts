import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { tarOf } from "../base/tar_for_tests.ts";
import { readTriples, writeTriplesArrow, writeTriplesTSV } from "./triples_file.ts";

const texts = {
  queries: { ids: ["q1", "q2"], texts: ["one", "two"] },
  passages: { ids: ["7", "x y", "ä"], texts: ["a", "b", "c"] },
};
const triples = {
  queries: Int32Array.of(1, 0),
  positives: Int32Array.of(0, 2),
  negatives: Int32Array.of(2, 1),
};

Deno.test("triples come back from TSV, gzipped or not, and from Arrow", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "triples-"));
  const at = (name: string) => path.join(folder, name);
  try {
    await writeTriplesTSV(at("a.tsv"), triples, texts);
    assert.equal(await readFile(at("a.tsv"), "utf8"), "q2\t7\tä\nq1\tä\tx y\n");
    await writeFile(at("b.tsv"), gzipSync(await readFile(at("a.tsv"))));
    await writeTriplesArrow(at("c.arrow"), triples, texts);
    for (const name of ["a.tsv", "b.tsv", "c.arrow"]) {
      assert.deepEqual(await readTriples(at(name), texts), triples);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("an unknown id and a line of other columns are named with their line", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "triples-"));
  const at = (name: string) => path.join(folder, name);
  try {
    await writeFile(at("unknown.tsv"), "q1\t7\tä\nq1\t8\tä\n");
    await assert.rejects(
      readTriples(at("unknown.tsv"), texts),
      /passage of the collection but found "8".*line 2/,
    );
    await writeFile(at("short.tsv"), "q1\t7\n");
    await assert.rejects(
      readTriples(at("short.tsv"), texts),
      /three ids or texts .* found 2 columns in .*line 1/,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("triples of texts are those of the same ids, also in a tar", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "triples-"));
  const at = (name: string) => path.join(folder, name);
  const content = "two\ta\tc’s café\none\tc\u00e2\u0080\u0099s caf\u00c3\u00a9\tb\n";
  const others = { ...texts, passages: { ...texts.passages, texts: ["a", "b", "c’s café"] } };
  try {
    await writeFile(at("a.tsv"), content);
    assert.deepEqual(await readTriples(at("a.tsv"), others), triples);
    await writeFile(at("a.tar.gz"), gzipSync(tarOf({ "a.tsv": content })));
    assert.deepEqual(await readTriples(at("a.tar.gz"), others), triples);
    await writeFile(at("a.tsv"), `${content}two\ta\t${"of another collection ".repeat(9)}\n`);
    await assert.rejects(
      readTriples(at("a.tsv"), others),
      /passage .* found "of another .*…" in .*a\.tsv, line 3/,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
