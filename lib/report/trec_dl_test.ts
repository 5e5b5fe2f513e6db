/** The stored results of notebook 02; `KIT_UPDATE=1` writes them where the files are there. */
import assert from "node:assert/strict";
import process from "node:process";
import { readFile } from "node:fs/promises";
import { writeAtomically } from "../base/mod.ts";
import { loadTrecDL } from "../data/mod.ts";
import { leaderboard, placesBy, readingsOf, tieEffects, unjudgedEffects } from "../evaluation/mod.ts";
import { measuredOrStored, STORED } from "./judged_collections.ts";

const parts = {
  boards: (collection) => leaderboard(collection, { measure: "nDCG@10", seed: 1 }),
  ties: (collection) => tieEffects(collection),
  unjudged: unjudgedEffects,
  places: (collection) => placesBy(collection),
  readings: readingsOf,
} satisfies Record<string, (collection: Awaited<ReturnType<typeof loadTrecDL>>[number]) => unknown>;

Deno.test("without the files, what was measured before is there in every part", async () => {
  const boards = await measuredOrStored("boards", [], parts.boards);
  assert.deepEqual(boards.map(({ collection }) => collection), ["DL 2019", "DL 2020"]);
  assert.equal(boards[0].standings[0].value.mean.toFixed(4), "0.7384");
  for (const part of Object.keys(parts) as (keyof typeof parts)[]) {
    assert.equal((await measuredOrStored<unknown>(part, [], parts[part])).length, 2, part);
  }
  await assert.rejects(measuredOrStored("colours", [], () => 1), {
    name: "UserError",
    message: /results of boards, ties, .*"colours"/,
  });
});

Deno.test("the stored results are what the files give", async () => {
  const collections = await loadTrecDL();
  // A run of one's own beside them makes other results.
  const ours = collections.length === 2 && collections.every(({ systems }) => systems.length === 6);
  if (!ours) return console.warn("Skipped: the judgements and runs of TREC are not on this machine.");
  const measured = Object.fromEntries(
    Object.entries(parts).map(([part, measure]) => [part, collections.map((each) => measure(each))]),
  );
  const text = `${JSON.stringify(measured)}\n`;
  if (process.env.KIT_UPDATE) await writeAtomically(STORED, text);
  assert.deepEqual(JSON.parse(await readFile(STORED, "utf8")), JSON.parse(text));
});
