import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { readBeirCollection } from "./beir_collection.ts";
import { fetchBeir } from "./beir_named.ts";
import { readCollectionTexts } from "./collection_texts.ts";
import { fetchNanoBeir } from "./nano_beir.ts";
import { openCollection } from "./open_collection.ts";
import { parquetBytes, writeParquetCollection } from "./parquet_for_tests.ts";
import { readSplit } from "./split.ts";
import { withMSMarco } from "./ms_marco/ms_marco_for_tests.ts";
import { python, withoutPython } from "./wheels_for_tests.ts";

const ZIP = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as zip:
    zip.writestr("some/corpus.jsonl", '{"_id": "d1", "title": "A title", "text": "and its text", "metadata": {}}\\n')
    zip.writestr("some/queries.jsonl", '{"_id": "q1", "text": "a query", "metadata": {"url": ""}}\\n')
    zip.writestr("some/qrels/test.tsv", "query-id\\tcorpus-id\\tscore\\nq1\\td1\\t1\\n")
`;

/** Runs with a mirror folder, and a cache of its own. */
const withMirror = (use: (mirror: string, cache: string) => Promise<void>) =>
  inTemporaryFolder(
    (cache) => inTemporaryFolder((mirror) => use(mirror, cache), { variable: "KIT_MIRROR" }),
    {
      variable: "KIT_CACHE",
    },
  );

const md5 = (bytes: Uint8Array) => createHash("md5").update(bytes).digest("hex");

Deno.test({
  name: "a collection of BEIR is unpacked from its zip, once",
  ignore: withoutPython,
  fn: () =>
    withMirror(async (mirror, cache) => {
      const zip = path.join(mirror, "beir", "some.zip");
      await mkdir(path.dirname(zip));
      execFileSync(python, ["-c", ZIP, zip]);
      const bytes = readFileSync(zip);
      const options = { zips: { some: [md5(bytes), bytes.length] as const }, names: ["some"] };
      const folder = await fetchBeir("some", options);
      assert.equal(folder, path.join(cache, "beir", "some"));
      const { collection } = await readBeirCollection(folder);
      assert.deepEqual(collection.passages, {
        ids: ["d1"],
        texts: ["A title and its text"],
        titleLengths: [8],
      });
      assert.equal(collection.name, "some");
      assert.deepEqual([...collection.split.test], [0]);
      await writeFile(zip, "damaged");
      assert.equal(await fetchBeir("some", options), folder);
      await assert.rejects(
        fetchBeir("sone", options),
        /a collection of BEIR \(some\) but found "sone"\. Did you mean "some"/,
      );
    }),
});

Deno.test("a folder of BEIR in the mirror is used where it lies, also in Parquet", () =>
  withMirror(async (mirror) => {
    await writeParquetCollection(path.join(mirror, "beir", "scifact"));
    const { collection } = await openCollection("beir/scifact");
    assert.equal(collection.name, "scifact");
    assert.equal(collection.passages.ids.length, 5);
    assert.deepEqual(collection.qrels.get("10"), new Map([["0", 2], ["1", 1]]));
    assert.deepEqual((await readSplit("beir/scifact", "test")).queries.ids, ["10", "11", "12"]);
    assert.deepEqual((await readCollectionTexts("beir/scifact")).queries.ids, ["10", "11", "12"]);
    await assert.rejects(readSplit("beir/scifact", "tset"), /\(test\) but found "tset".*Did you mean "test"/);
    await assert.rejects(
      openCollection("beir/scfact"),
      /a collection of BEIR .* found "scfact"\. Did you mean "scifact"/,
    );
  }));

Deno.test("NanoBEIR's only split, which the hub calls train, is the test split", () =>
  withMirror(async (mirror) => {
    const parts = [
      ["corpus", "corpus/corpus-00000-of-00002.parquet"],
      ["queries", "queries/queries-00000-of-00001.parquet"],
      ["qrels", "without scores"],
    ] as const;
    const folder = path.join(mirror, "nanobeir", "NanoSome");
    const known = parts.map(([, name]) => [md5(parquetBytes(name)), parquetBytes(name).length] as const);
    for (const [part, name] of parts) {
      await mkdir(path.join(folder, part), { recursive: true });
      await writeFile(path.join(folder, part, "train-00000-of-00001.parquet"), parquetBytes(name));
    }
    const files = { Some: [known[0], known[1], known[2]] as const };
    const { collection, unknownPassages } = await readBeirCollection(await fetchNanoBeir("some", files));
    assert.equal(collection.name, "NanoSome");
    assert.deepEqual([...collection.split.test], [0, 1], "the third query's passage is not in this corpus");
    assert.equal(unknownPassages.test.length, 1);
    await assert.rejects(
      fetchNanoBeir("sone", files),
      /of NanoBEIR \(Some\) but found "sone"\. Did you mean "Some"/,
    );
  }));

Deno.test("msmarco-passage is opened by its name, and by its subset's", () =>
  withMSMarco(async () => {
    const ids = async (data: string) => {
      const { collection: { queries, split } } = await openCollection(data);
      return Array.from(split.test, (query) => queries.ids[query]);
    };
    assert.deepEqual(await ids("msmarco-passage"), ["19335", "47923", "1030303", "1037496"]);
    assert.deepEqual(await ids("msmarco-passage#dl20"), ["1030303", "1037496"]);
    assert.deepEqual((await readSplit("msmarco-passage", "eval")).queries.ids, ["57"]);
    assert.equal((await readCollectionTexts("msmarco-passage")).passages.ids.length, 40);
    await assert.rejects(
      openCollection("msmarco-passage#dl91"),
      /\(whole, .*\) but found "dl91"\. Did you mean "dl19"/,
    );
    await assert.rejects(
      openCollection("msmarco-pasage"),
      /msmarco-passage.*, or a folder .* Did you mean "msmarco-passage"/,
    );
  }));

Deno.test("a name that is neither is refused without asking the network", async () => {
  assert.ok(!existsSync("nothing"));
  await assert.rejects(openCollection("nothing"), /a collection's name .* but found neither at "nothing"/);
});

Deno.test("a part of a collection is refused, with what to write instead and where parts are for", () =>
  inTemporaryFolder(async (folder) => {
    for (const name of ["wordnet", folder, "beir/scifact"]) {
      await assert.rejects(openCollection(`${name}#smoke`), {
        name: "UserError",
        message:
          `Expected ${name} as a whole but found its part "smoke". Parts are for study files (\`reproduce --study\`), ` +
          `which search other passages for each split; here, write ${name}.`,
      });
    }
    await mkdir(`${folder}/a#b`);
    await assert.rejects(openCollection(`${folder}/a#b`), /a collection in BEIR's layout/);
  }));
