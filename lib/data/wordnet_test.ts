import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { inProject, UserError } from "../base/mod.ts";
import { loadWordNet, parseSynset, readSynsets } from "./wordnet.ts";

const where = { letter: "n", file: "data.noun", number: 30 };
const wordnet = await loadWordNet();
const passage = (id: string) => wordnet.passages.texts[wordnet.passages.ids.indexOf(id)];
const query = (id: string) => wordnet.queries.texts[wordnet.queries.ids.indexOf(id)];

Deno.test("wordnet has 117,791 passages and 48,571 queries, with unique ids", () => {
  assert.equal(wordnet.passages.texts.length, 117791);
  assert.equal(wordnet.queries.texts.length, 48571);
  assert.equal(new Set(wordnet.passages.ids).size, 117791);
  assert.equal(new Set(wordnet.queries.ids).size, 48571);
});

Deno.test("known synsets read as lemmas and definition, without examples or markers", () => {
  assert.equal(
    passage("n00001740"),
    "entity: that which is perceived or known or inferred to have its own distinct existence (living or nonliving)",
  );
  assert.equal(passage("a00099000"), "slain: killed; `slain' is formal or literary");
  assert.equal(passage("n01222212"), "carrot: promise of reward");
  assert.equal(passage("a00732270"), "commutative: (of a binary operation) independent of order");
  assert.equal(query("a00732270-1"), "a x b = b x a");
  assert.equal(query("a00001740-2"), "she was able to program her computer");
  for (const text of wordnet.passages.texts) {
    assert.ok(!/["_]|\((?:a|p|ip)\)[,:]/.test(text) && /\S: \S/.test(text), text);
  }
});

Deno.test("grade 2 is the query's own synset, grade 1 its direct neighbours", () => {
  // able: no similar senses; nascent (a00003356): three, and it is the head of each
  assert.deepEqual(wordnet.qrels.get("a00001740-1"), new Map([["a00001740", 2]]));
  assert.deepEqual(
    [...wordnet.qrels.get("a00003356-1")!].sort(),
    [["a00003356", 2], ["a00003552", 1], ["a00003699", 1], ["a00003828", 1]],
  );
  assert.equal(wordnet.qrels.get("a00003552-1")!.get("a00003356"), 1);
  const known = new Set(wordnet.passages.ids);
  for (const [id, grades] of wordnet.qrels) {
    assert.equal(grades.get(id.split("-")[0]), 2);
    for (const [neighbour] of grades) assert.ok(known.has(neighbour));
  }
});

Deno.test("the split is by synset: 2,000 for test, 1,000 for dev, the rest for train", () => {
  const synsets = (positions: Int32Array) =>
    new Set(Array.from(positions, (position) => wordnet.queries.ids[position].split("-")[0]));
  const { train, dev, test } = wordnet.split;
  assert.deepEqual([synsets(test).size, synsets(dev).size], [2000, 1000]);
  assert.equal(train.length + dev.length + test.length, 48571);
  assert.equal(
    new Set([...synsets(train), ...synsets(dev), ...synsets(test)]).size,
    synsets(train).size + 3000,
  );
});

Deno.test("the split stays the one that results were made with", () => {
  const { train, dev, test } = wordnet.split;
  assert.deepEqual([train.length, dev.length, test.length], [44165, 1454, 2952]);
  assert.deepEqual(Array.from(test.subarray(0, 3), (i) => wordnet.queries.ids[i]), [
    "n00023083-1",
    "n00049569-1",
    "n00066395-1",
  ]);
});

Deno.test("the data card's table is the collection's", async () => {
  const { passages, queries, qrels, split } = wordnet;
  const part = (letter: string) => passages.ids.filter((id) => id.startsWith(letter)).length;
  const grades = [...qrels.values()];
  const trained = new Set(Array.from(split.train, (query) => queries.texts[query]));
  const known = (positions: Int32Array) =>
    positions.filter((query) => trained.has(queries.texts[query])).length;
  const judged = grades.reduce((sum, { size }) => sum + size, 0);
  const table: [string, number][] = [
    ["passages", passages.ids.length],
    ["passages, nouns", part("n")],
    ["passages, verbs", part("v")],
    ["passages, adjectives", part("a")],
    ["passages, adverbs", part("r")],
    ["queries", queries.ids.length],
    ["queries, distinct texts", new Set(queries.texts).size],
    ["queries, train", split.train.length],
    ["queries, dev", split.dev.length],
    ["queries, test", split.test.length],
    ["synsets with a query", new Set(queries.ids.map((id) => id.split("-")[0])).size],
    ["judgements", judged],
    ["judgements of grade 1", judged - queries.ids.length],
    ["queries without a passage of grade 1", grades.filter(({ size }) => size === 1).length],
    ["test queries whose text is also a train query", known(split.test)],
    ["dev queries whose text is also a train query", known(split.dev)],
  ];
  const lines = table.map(([what, count]) => `| ${what} | ${count.toLocaleString("en-US")} |`);
  const card = await readFile(inProject("data", "wordnet.md"), "utf8");
  assert.deepEqual(card.split("\n").filter((line) => /^\| .* \| [\d,]+ \|$/.test(line)), lines);
});

Deno.test("a malformed line names file and line", () => {
  for (const line of ["00001740 03 n 01 entity 0 000", "00001740 03 n 01 | a gloss", "words | gloss", ""]) {
    assert.throws(() => parseSynset(line, where), (error: Error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /Expected a synset .* in data\.noun, line 30/);
      return true;
    });
  }
});

Deno.test("a truncated or missing database file is one clear message", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "wordnet-"));
  await assert.rejects(readSynsets(folder), /WordNet's noun file at .*data\.noun but found none/);
  await writeFile(path.join(folder, "data.noun"), "  1 licence\n00001740 03 n 01 entity 0 003 ~ 0000");
  await assert.rejects(readSynsets(folder), /data\.noun, line 2/);
});
