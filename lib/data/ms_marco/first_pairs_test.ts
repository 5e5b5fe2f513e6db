import assert from "node:assert/strict";
import { loadMSMarco } from "./collection.ts";
import { msMarcoFile } from "./files.ts";
import { firstPairs, triplesOfPairs } from "./first_pairs.ts";
import { msMarcoFiles, pairLines, trainQueries, withMSMarco } from "./ms_marco_for_tests.ts";

const NAME = "qidpidtriples.train.full.2.tsv";

async function pairsOf(seed: number, pairs?: number) {
  const { queries, passages } = await loadMSMarco();
  const ids = { queries: queries.ids, passages: passages.ids };
  const { pairs: found, ...counts } = await firstPairs(await msMarcoFile(NAME), { pairs });
  return { ids, triples: triplesOfPairs(found, ids, { seed, from: NAME }), ...counts };
}

Deno.test("of each query the first 128 pairs are taken, and queries with fewer are left out", async () => {
  for (const layout of ["plain", "published"] as const) {
    await withMSMarco(async () => {
      const { triples, ids, ...counts } = await pairsOf(1);
      assert.deepEqual(counts, { lines: 130 + 128 + 127 + 140, queries: 4, kept: 3 });
      const found = Array.from(
        triples.queries,
        (query, i) => [ids.queries[query], triples.positives[i], triples.negatives[i]].join("\t"),
      );
      const expected = Object.entries(trainQueries).filter(([, { pairs }]) => pairs >= 128).flatMap(([id]) =>
        pairLines().split("\n").filter((line) => line.startsWith(`${id}\t`)).slice(0, 128)
      );
      assert.deepEqual(found.toSorted(), expected.toSorted());
      assert.notDeepEqual(found, expected);
    }, { layout });
  }
});

Deno.test("the seed alone decides the order", () =>
  withMSMarco(async () => {
    const [a, again, b] = [await pairsOf(1), await pairsOf(1), await pairsOf(2)];
    assert.deepEqual(a.triples, again.triples);
    assert.notDeepEqual(a.triples.negatives, b.triples.negatives);
    const queriesOfStart = new Set(a.triples.queries.subarray(0, 64));
    assert.equal(queriesOfStart.size, 3, "64 of 384 triples in random order have all three queries");
  }));

Deno.test("more pairs than a part holds keep their order", () => {
  const text = Array.from({ length: 70_000 }, (_, i) => `3\t0\t${i}\n`).join("");
  return withMSMarco(async () => {
    const { pairs } = await firstPairs(await msMarcoFile(NAME), { pairs: 70_000 });
    assert.equal(pairs.negatives.length, 70_000);
    assert.ok(pairs.negatives.every((negative, i) => negative === i));
  }, { files: { [NAME]: text } });
});

Deno.test("a wrong or cut file of pairs is named with its line", async () => {
  const refused = (change: (text: string) => string, message: RegExp, pairs?: number) =>
    withMSMarco(() => assert.rejects(pairsOf(1, pairs), { name: "UserError", message }), {
      files: { ...msMarcoFiles(), [NAME]: change(pairLines()) },
    });
  const second = (line: string) => (text: string) => text.replace(/\n.*\n/, `\n${line}\n`);
  for (
    const line of ["1 2 3", "1\t2", "1\t2\t3\t4", "1\t2\tx", "1\t\t3", "\t2\t3", "1\t2\t", "123456789\t2\t3"]
  ) {
    await refused(second(line), /three ids .* between tabs,? but found .*full\.2\.tsv, line 2/);
  }
  const all = (from: RegExp, to: string) => (text: string) => text.replaceAll(from, to);
  await refused(
    all(/^88228\t/gm, "7\t"),
    /a query that is trained on but found query 7 in .*full\.2\.tsv\. Was the coll/,
  );
  await refused(
    all(/^88228\t21\t/gm, "88228\t40\t"),
    /a passage that is trained on but found passage 40 in/,
  );
  await refused((text) => text.slice(0, -2), /a line feed at the end of .*line 525: the file was cut/);
  await refused((text) => text, /a query with 141 pairs .* but found at most 140/, 141);
});
