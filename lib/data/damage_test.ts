import assert from "node:assert/strict";
import path from "node:path";
import * as arrow from "apache-arrow";
import { damageCampaign } from "../base/damage_for_tests.ts";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { readCheckedJson, sha256OfFile, UserError, writeCheckedJson } from "../base/mod.ts";
import { readArrow, writeArrow } from "./arrow.ts";
import { isWholeArrow } from "./arrow_checksum.ts";
import { readCollection, writeCollection } from "./collection.ts";
import { fetchFile } from "./download.ts";
import { embeddingsMetadata, joinEmbeddings, readEmbeddings, writeEmbeddings } from "./embeddings.ts";
import { readTokens, writeTokens } from "./tokens.ts";

const collection = {
  name: "small",
  passages: { ids: ["a", "b", "c"], texts: ["one", "two", "three"] },
  queries: { ids: ["q", "r"], texts: ["first", "second"] },
  qrels: new Map([["q", new Map([["a", 2], ["b", 1]])], ["r", new Map([["c", 1]])]]),
  split: { train: Int32Array.of(0), dev: Int32Array.of(), test: Int32Array.of(1) },
};

Deno.test("no damage to a table is unnoticed", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "table.arrow");
    await writeArrow(file, {
      id: ["a", "b", "c"],
      score: Float64Array.of(1, 2, 3),
      grade: Int8Array.of(0, 1, 2),
    });
    const schema = { id: "string", score: "float64", grade: "int8" } as const;
    await damageCampaign(file, () => readArrow(file, schema, { checked: true }));
    await damageCampaign(file, async () => await isWholeArrow(file) || undefined, { damages: 200 });
  }));

Deno.test("no damage to a collection is unnoticed, whichever file has it", () =>
  inTemporaryFolder(async (folder) => {
    await writeCollection(folder, collection);
    for (const name of ["passages", "queries", "qrels"]) {
      await damageCampaign(path.join(folder, `${name}.arrow`), () => readCollection(folder, "small"));
    }
  }));

Deno.test("no damage to tokens is unnoticed", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "tokens.arrow");
    await writeTokens(file, {
      ids: Int32Array.from({ length: 90 }, (_, i) => i),
      offsets: Int32Array.of(0, 7, 7, 90),
    });
    await damageCampaign(file, () => readTokens(file));
  }));

Deno.test("no damage to embeddings is unnoticed, in parts and joined", () =>
  inTemporaryFolder(async (folder) => {
    const part = path.join(folder, "part.arrow"), joined = path.join(folder, "joined.arrow");
    const vectors = Float32Array.from({ length: 40 }, (_, i) => i / 7);
    await writeEmbeddings(part, { ids: [..."abcdefghij"], vectors, width: 4 }, { batch: 3 });
    await joinEmbeddings(joined, [part, part], { key: "x" });
    for (const file of [part, joined]) {
      await damageCampaign(file, () => Array.fromAsync(readEmbeddings(file, { checked: true })));
    }
    await damageCampaign(joined, () => embeddingsMetadata(joined), { damages: 200 });
    await damageCampaign(part, async () => {
      await joinEmbeddings(joined, [part]);
      return await Array.fromAsync(readEmbeddings(joined));
    });
  }));

Deno.test("no damage to JSON of the project is unnoticed", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "state.json");
    const content = { steps: 7, text: "naïve 😀", numbers: [NaN, -Infinity, -0, 1e-300], none: null };
    await writeCheckedJson(file, content);
    assert.deepEqual(await readCheckedJson(file), content);
    await damageCampaign(file, () => readCheckedJson(file));
    await assert.rejects(
      writeCheckedJson(file, { values: new Float32Array(2) }),
      /plain data but found Float32Array/,
    );
  }));

Deno.test("a damaged download is fetched again", () =>
  inTemporaryFolder(async () => {
    const content = new Uint8Array(300).map((_, i) => i);
    const source = await Deno.makeTempFile();
    await Deno.writeFile(source, content);
    const file = {
      name: "weights.bin",
      sha256: await sha256OfFile(source),
      bytes: content.length,
      folder: "small",
      places: [{
        label: "here",
        fetch: (_: unknown, into: string) => Deno.copyFile(source, path.join(into, "weights.bin")),
      }],
    };
    const at = await fetchFile(file);
    const read = async () => Deno.readFile(await fetchFile(file));
    await damageCampaign(at, read, { may: "the same" });
    await Deno.remove(source);
  }, { variable: "KIT_CACHE" }));

Deno.test("no damage to a file from elsewhere, which has no checksum, hangs or ends with a stack trace", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "foreign.arrow");
    const strings = (...values: string[]) => arrow.vectorFromArray(values, new arrow.Utf8());
    const columns = { id: strings("a", "b", "c"), score: arrow.makeVector(Float64Array.of(1, 2, 3)) };
    const table = new arrow.Table(columns);
    await Deno.writeFile(file, arrow.tableToIPC(table.concat(table), "file"));
    const read = () => readArrow(file, { id: "string", score: "float64" });
    assert.deepEqual(await read(), { id: [..."abcabc"], score: Float64Array.of(1, 2, 3, 1, 2, 3) });
    await damageCampaign(file, read, { may: "anything" });
    // Strings by number, whose texts are a dictionary.
    await Deno.writeFile(file, arrow.tableToIPC(arrow.tableFromArrays({ id: ["a", "b", "a"] }), "file"));
    await assert.rejects(
      readArrow(file, { id: "string" }),
      /"id" of kind string but found a column of type Dict/,
    );
    await damageCampaign(file, () => readArrow(file).catch(refusedAsUndefined), { may: "anything" });

    await writeEmbeddings(file, { ids: ["a", "b", "c"], vectors: Float32Array.of(1, 2, 3), width: 1 }, {
      batch: 2,
    });
    const ours = await Deno.readFile(file);
    const footer = ours.length - 10 - new DataView(ours.buffer).getInt32(ours.length - 10, true);
    await Deno.writeFile(file, Uint8Array.of(...ours.subarray(0, footer - 16), ...ours.subarray(footer)));
    await damageCampaign(file, () => Array.fromAsync(readEmbeddings(file)), { may: "anything" });
  }));

function refusedAsUndefined(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}

Deno.test("nulls are refused, not read as numbers", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "nulls.arrow");
    const score = arrow.vectorFromArray([1, null, 3], new arrow.Float64());
    await Deno.writeFile(file, arrow.tableToIPC(new arrow.Table({ score }), "file"));
    await assert.rejects(
      readArrow(file, { score: "float64" }),
      /every row of column "score" but found 1 nulls/,
    );
  }));
