import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Collection, UserError } from "../base/mod.ts";
import { checkCollection, hasCollection, readCollection, writeCollection } from "./collection.ts";

const small: Collection = {
  name: "small",
  passages: { ids: ["p1", "p2"], texts: ["one", "two"] },
  queries: { ids: ["q1", "q2", "q3"], texts: ["1", "2", "3"] },
  qrels: new Map([["q1", new Map([["p1", 2], ["p2", 1]])], ["q2", new Map([["p2", 2]])]]),
  split: { train: Int32Array.of(0), dev: Int32Array.of(), test: Int32Array.of(1) },
};

Deno.test("a collection comes back from its folder as it was", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "collection-"));
  assert.equal(hasCollection(folder), false);
  await writeCollection(folder, small);
  assert.equal(hasCollection(folder), true);
  assert.deepEqual(await readCollection(folder, "small"), small);
});

Deno.test("a collection without passages is one clear message", () => {
  const empty = { ...small, passages: { ids: [], texts: [] } };
  assert.throws(() => checkCollection(empty), (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /collection "small" to have passages but found none/);
    return true;
  });
});

Deno.test("a query of a split without relevant passages is one clear message", () => {
  checkCollection(small);
  const split = { ...small.split, test: Int32Array.of(1, 2) };
  assert.throws(() => checkCollection({ ...small, split }), (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /query "q3" of split test of collection "small" has none/);
    return true;
  });
  const qrels = new Map([["q1", new Map([["p1", 0]])]]);
  assert.throws(() => checkCollection({ ...small, qrels }), /query "q1" of split train/);
});

Deno.test("qrels that name no passage of the collection are one clear message", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "collection-"));
  const qrels = new Map([["q1", new Map([["p9", 1]])]]);
  await assert.rejects(writeCollection(folder, { ...small, qrels }), /passage "p9" of the qrels/);
});
