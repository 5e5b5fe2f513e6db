import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import type { Collection } from "../base/mod.ts";
import { readBeirCollection } from "./beir_collection.ts";
import { writeBeirCollection } from "./write_beir.ts";

const small: Collection = {
  name: "small",
  passages: { ids: ["p1", "p2", "p3"], texts: ['a "quoted"\ttext', "two\nlines \u2028 \\", ""] },
  queries: { ids: ["q1", "q2", "q3", "q4"], texts: ["one", "two", "tre é", "judged by nobody"] },
  qrels: new Map([
    ["q1", new Map([["p1", 2], ["p2", 1]])],
    ["q2", new Map([["p2", 1], ["p3", 0]])],
    ["q3", new Map([["p3", 1]])],
  ]),
  split: { train: Int32Array.of(0, 2), dev: Int32Array.of(), test: Int32Array.of(1) },
};

Deno.test("what is written is read as it was", () =>
  inTemporaryFolder(async (folder) => {
    const at = path.join(folder, "small");
    await writeBeirCollection(at, small);
    await writeBeirCollection(at, small); // again, over the first
    const { collection } = await readBeirCollection(at);
    // The reader takes the splits in another order.
    const sorted = (qrels: Collection["qrels"]) => [...qrels].sort();
    assert.deepEqual({ ...collection, qrels: sorted(collection.qrels) }, {
      ...small,
      qrels: sorted(small.qrels),
    });
    assert.equal(
      await readFile(path.join(at, "qrels", "test.tsv"), "utf8"),
      "query-id\tcorpus-id\tscore\nq2\tp2\t1\nq2\tp3\t0\n",
    );
  }));

Deno.test("judgements of an earlier collection do not stay beside the new ones", () =>
  inTemporaryFolder(async (folder) => {
    await writeBeirCollection(folder, { ...small, split: { ...small.split, dev: Int32Array.of(0) } });
    await assert.rejects(writeBeirCollection(folder, small), {
      name: "UserError",
      message: /no other judgements than those written \(train\.tsv, test\.tsv\) but found dev\.tsv\. Delete/,
    });
  }));

Deno.test("what the layout cannot hold is refused", () =>
  inTemporaryFolder(async (folder) => {
    const refused = (change: Partial<Collection>, message: RegExp) =>
      assert.rejects(writeBeirCollection(folder, { ...small, ...change }), { name: "UserError", message });
    const named = (id: string) => ({ queries: { ids: [id, "q2", "q3", "q4"], texts: small.queries.texts } });
    await refused(named("q 1"), /a word without white space but found "q 1"/);
    await refused(named(""), /but found ""/);
    await refused(
      { qrels: new Map([["q1", new Map([["p9", 1]])]]) },
      /passage "p9", judged for query "q1", in collection "small" but found none/,
    );
  }));
