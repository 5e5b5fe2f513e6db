import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import type { Texts } from "../base/mod.ts";
import { expected, parquetBytes, writeParquetCollection } from "./parquet_for_tests.ts";
import { parquetFiles, readParquetQrels, readParquetTexts } from "./parquet_texts.ts";

async function chunksOf(files: readonly string[]): Promise<Texts[]> {
  return await Array.fromAsync(readParquetTexts(files));
}

const { corpus, queries } = expected;

Deno.test("texts come out of pyarrow's files by row groups, whatever the codec", () =>
  inTemporaryFolder(async (folder) => {
    await writeParquetCollection(folder);
    const chunks = await chunksOf(parquetFiles(folder, "corpus"));
    assert.deepEqual(chunks.map(({ ids }) => ids), [["0", "1"], ["2"], ["3", "4"]]);
    assert.deepEqual(
      chunks.flatMap(({ texts }) => texts),
      corpus.text.map((text, i) => corpus.title[i] === "" ? text : `${corpus.title[i]} ${text}`),
    );
    assert.deepEqual(chunks.map(({ titleLengths }) => titleLengths), [[7, 0], undefined, [7, 0]]);
    const [found] = await chunksOf(parquetFiles(folder, "queries"));
    assert.deepEqual(found, { ids: queries._id, texts: queries.text });
  }));

Deno.test("judgements have their scores, or grade 1", () =>
  inTemporaryFolder(async (folder) => {
    await writeParquetCollection(folder);
    const graded = await readParquetQrels(parquetFiles(folder, "qrels"));
    assert.deepEqual(graded.get("10"), new Map([["0", 2], ["1", 1]]));
    assert.equal(graded.size, 3);
    const file = path.join(folder, "plain.parquet");
    await writeFile(file, parquetBytes("without scores"));
    assert.deepEqual((await readParquetQrels([file])).get("10"), new Map([["0", 1], ["1", 1]]));
  }));

Deno.test("numbers are ids; a missing text, column or file, and a cut file are named", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "some.parquet");
    const write = (bytes: Uint8Array) => writeFile(file, bytes);
    await write(parquetBytes("numbered"));
    assert.deepEqual((await chunksOf([file]))[0].ids, ["7", "8"]);
    await write(parquetBytes("with nulls"));
    await assert.rejects(
      chunksOf([file]),
      /a text in column "text" but found (null|undefined) in .*some\.parquet, row 2/,
    );
    await write(parquetBytes("without scores"));
    await assert.rejects(chunksOf([file]), /a column "_id" but found query-id, corpus-id in .*some\.parquet/);
    await write(parquetBytes("numbered").subarray(0, 200));
    await assert.rejects(
      chunksOf([file]),
      /a whole Parquet file but could not read .*some\.parquet after row 0/,
    );
    await assert.rejects(chunksOf([path.join(folder, "absent.parquet")]), /a Parquet file at .*absent/);
    await writeParquetCollection(folder);
    await rm(path.join(folder, "corpus", "corpus-00000-of-00002.parquet"));
    assert.throws(() => parquetFiles(folder, "corpus"), /corpus-00000-of-00002\.parquet beside corpus-00001/);
    assert.deepEqual(parquetFiles(folder, "nothing"), []);
  }));
