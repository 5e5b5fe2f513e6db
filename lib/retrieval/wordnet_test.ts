import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inProject } from "../base/mod.ts";
import { loadWordNet } from "../data/mod.ts";
import { bm25Of } from "./shared_index.ts";

Deno.test("BM25 on wordnet's test queries is as effective as the data card says", async () => {
  const { passages, queries, qrels, split } = await loadWordNet();
  const index = bm25Of(passages);
  let reciprocalRanks = 0, found = 0;
  for (const query of split.test) {
    const grades = qrels.get(queries.ids[query])!;
    const { positions } = index.search(queries.texts[query], 100);
    const rank = 1 + positions.findIndex((position) => grades.get(passages.ids[position]) === 2);
    if (rank > 0) found++;
    if (rank > 0 && rank <= 10) reciprocalRanks += 1 / rank;
  }
  const mean = (sum: number) => (sum / split.test.length).toFixed(3);
  const card = await readFile(inProject("data", "wordnet.md"), "utf8");
  assert.ok(
    card.replace(/\s+/g, " ").includes(`RR@10 ${mean(reciprocalRanks)}, recall@100 ${mean(found)}. With`),
    `found RR@10 ${mean(reciprocalRanks)}, recall@100 ${mean(found)}`,
  );
});
