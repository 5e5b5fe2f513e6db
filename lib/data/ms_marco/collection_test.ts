import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { inCache } from "../../base/mod.ts";
import { writeParquetCollection } from "../parquet_for_tests.ts";
import { loadMSMarco, msMarcoSplits, readMSMarcoSplit } from "./collection.ts";
import { msMarcoFiles, passageText, withMirror, withMSMarco } from "./ms_marco_for_tests.ts";

Deno.test("the collection is the same from plain files, gzipped ones and the published tars", async () => {
  const plain = await withMSMarco(() => loadMSMarco());
  assert.equal(plain.name, "msmarco-passage");
  assert.equal(plain.passages.ids.length, 40);
  assert.equal(plain.passages.texts[17], passageText(17));
  const ids = (split: Int32Array) => Array.from(split, (query) => plain.queries.ids[query]);
  assert.deepEqual(ids(plain.split.train), ["88228", "400296", "1000094", "1185869"]);
  assert.deepEqual(ids(plain.split.dev), ["2", "1048585"]);
  assert.deepEqual(ids(plain.split.test), ["19335", "47923", "1030303", "1037496"]);
  assert.deepEqual(plain.qrels.get("19335"), new Map([["5", 3], ["6", 1], ["7", 0]]));
  for (const layout of ["gzipped", "published"] as const) {
    assert.deepEqual(await withMSMarco(() => loadMSMarco(), { layout }), plain, layout);
  }
});

Deno.test("one year of TREC's track is tested on, the other one validated on", () =>
  withMSMarco(async () => {
    const { queries, split } = await loadMSMarco(msMarcoSplits.dl19);
    const ids = (split: Int32Array) => Array.from(split, (query) => queries.ids[query]);
    assert.deepEqual(ids(split.dev), ["1030303", "1037496"]);
    assert.deepEqual(ids(split.test), ["19335", "47923"]);
  }));

Deno.test("a split's queries are read without the others; topics that are not judged are left out", () =>
  withMSMarco(async (mirror) => {
    await rm(path.join(mirror, "msmarco-passage", "queries.train.tsv"));
    const idsOf = async (split: string) => (await readMSMarcoSplit(msMarcoSplits.dl20, split)).queries.ids;
    assert.deepEqual(await idsOf("test"), ["1030303", "1037496"]);
    assert.deepEqual(await idsOf("dl19"), ["19335", "47923"]);
    assert.deepEqual(await idsOf("eval"), ["57"]);
    await assert.rejects(
      idsOf("dl91"),
      /split of msmarco-passage to be train, .* but found "dl91"\. Did you mean "dl19"/,
    );
  }));

Deno.test("characters that were encoded twice are corrected in passages", () =>
  withMSMarco(async () => {
    const { passages } = await loadMSMarco();
    assert.equal(passages.texts[1], "the city’s café 公 \u{1f1fa}; Ã is a letter, and â€ three");
  }, {
    files: {
      ...msMarcoFiles(),
      "collection.tsv": msMarcoFiles()["collection.tsv"].replace(
        /^1\t.*$/m,
        "1\tthe city\u00e2\u0080\u0099s caf\u00c3\u00a9 \u00e5\u0085\u00ac \u00f0\u009f\u0087\u00ba; Ã is a letter, and â€ three",
      ),
    },
  }));

async function refused(name: string, change: (content: string) => string, message: RegExp): Promise<void> {
  const files = msMarcoFiles();
  await withMSMarco(() => assert.rejects(loadMSMarco(), { name: "UserError", message }), {
    files: { ...files, [name]: change(files[name]) },
  });
}

Deno.test("a wrong, cut or unordered file is named with its line", async () => {
  const passages = "collection.tsv", queries = "queries.train.tsv";
  await refused(passages, (text) => text.replace(/^5\t/m, "5 "), /one tab between.*collection\.tsv, line 6/);
  await refused(
    passages,
    (text) => text.replace(/^5\t/m, "5\tmore\t"),
    /one tab between.*collection\.tsv, line 6/,
  );
  await refused(
    passages,
    (text) => text.replace(/^5\t.*\n/m, ""),
    /passage 5, .* but found "6" in .*collection\.tsv, line 6/,
  );
  await refused(
    passages,
    (text) => text.slice(0, -9),
    /a line feed at the end of .*collection\.tsv .* line 40: the file was cut/,
  );
  await refused(
    passages,
    (text) => text.split("\n").slice(0, 20).join("\n") + "\n",
    /passage "21", which .*qrels\.train\.tsv judges for query "88228", in .*collection\.tsv but it ends after passage 19, line 20/,
  );
  await refused(
    queries,
    (text) => text.replace("400296\t", "q\t"),
    /whole number.*queries\.train\.tsv, line 3/,
  );
  await refused(
    queries,
    (text) => text.split("\n").slice(0, 3).join("\n") + "\n",
    /every query of .*qrels\.train\.tsv in .*queries\.train\.tsv but did not find "1000094"\. Was queries\.train\.tsv cut/,
  );
  await refused(
    "2019qrels-pass.txt",
    (text) => text.replace("Q0 6", "Q0"),
    /four columns .*2019qrels-pass\.txt, line 2/,
  );
});

Deno.test("a gzipped file that breaks off is named with the last line that could be read", () =>
  withMSMarco(async (mirror) => {
    const lines = Array.from(
      { length: 100_000 },
      (_, i) => `${i}\t${passageText(i % 40)} ${(i * 2654435761) % 2 ** 32}\n`,
    );
    const whole = gzipSync(lines.join(""));
    const file = path.join(mirror, "msmarco-passage", "collection.tsv.gz");
    await writeFile(file, whole.subarray(0, whole.length - 1000));
    await assert.rejects(
      loadMSMarco(),
      /passages in .*collection\.tsv\.gz but could not read it after line \d{4,}: /,
    );
  }, { layout: "gzipped" }));

Deno.test("the Hugging Face hub's layout is the same collection", () =>
  withMirror(async (mirror) => {
    const folder = path.join(mirror, "msmarco-passage");
    await writeParquetCollection(folder);
    await mkdir(path.join(folder, "qrels"), { recursive: true });
    const qrels = (rows: string) => `query-id\tcorpus-id\tscore\n${rows}`;
    await writeFile(path.join(folder, "qrels", "train.tsv"), qrels("11\t2\t1\n"));
    await writeFile(path.join(folder, "qrels", "validation.tsv"), qrels("12\t3\t1\n"));
    const found = await loadMSMarco({ dev: ["dev"], test: ["dl19"] });
    assert.deepEqual(found.passages.ids, ["0", "1", "2", "3", "4"]);
    assert.equal(found.passages.texts[0], "Plants turn light into sugar.");
    assert.deepEqual(found.queries.ids, ["11", "12", "10"]);
    assert.deepEqual([found.split.train, found.split.dev, found.split.test].map((each) => [...each]), [[0], [
      1,
    ], [2]]);
    assert.deepEqual(found.qrels.get("10"), new Map([["0", 2], ["1", 1]]));
    await rm(path.join(folder, "corpus", "corpus-00000-of-00002.parquet"));
    await assert.rejects(
      loadMSMarco({ dev: ["dev"], test: ["dl19"] }),
      /corpus-00000-of-00002\.parquet beside/,
    );
  }));

Deno.test("passages are read once, and come from the cache as they were; what is damaged or changed is read again", () =>
  withMSMarco(async (mirror) => {
    const made = await loadMSMarco();
    const [name] = (await readdir(inCache("msmarco-passage"))).filter((each) => each.endsWith(".arrow"));
    const kept = inCache("msmarco-passage", name),
      source = path.join(mirror, "msmarco-passage", "collection.tsv");
    // The same size and time, but no passages: it is not read.
    const { atime, mtime, size } = await stat(source), content = await readFile(source);
    await writeFile(source, " ".repeat(size));
    await utimes(source, atime, mtime);
    assert.deepEqual(await loadMSMarco(), made);
    await writeFile(source, content);
    await utimes(source, atime, mtime);
    // Replaced, as what is mapped must not be cut.
    await rm(kept);
    await writeFile(kept, "damaged");
    assert.deepEqual(await loadMSMarco(), made);
    assert.ok((await stat(kept)).size > size, "it was made again");
    await writeFile(source, String(content).replace("granite", "marble"));
    assert.notDeepEqual(await loadMSMarco(), made);
  }));

Deno.test("passages are relevant to TREC's queries from grade 2 on, to those of dev.small from grade 1", () =>
  withMSMarco(async () => {
    const of = async (part: string) => (await loadMSMarco(msMarcoSplits[part])).relevantFrom;
    assert.deepEqual(await of("dl19"), { dev: 2, test: 2 });
    assert.deepEqual(await of("whole"), { dev: 1, test: 2 });
    assert.deepEqual(await of("dev"), { dev: 2, test: 1 });
  }));
