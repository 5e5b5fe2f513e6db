import assert from "node:assert/strict";
import path from "node:path";
import { type Collection, generator, Positions, type Texts } from "../base/mod.ts";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { collectionFingerprint } from "../data/mod.ts";
import { openTextsFile, writeTextsFile } from "../data/texts_file.ts";
import { buildBM25, openBM25 } from "./bm25/mod.ts";
import { drawNegatives } from "./negatives.ts";
import { ownPassages } from "./own_passages.ts";
import { subCollection } from "./sub_collection.ts";
import { textsFingerprint } from "./texts_fingerprint.ts";

/** Passages, some of which are equal; the ids of half of the collections count from 0. */
function randomPassages(seed: number): Texts {
  const random = generator(seed), count = 30 + random.below(200);
  const word = () => ["fox", "hën", "the", "’s", "猫", "w"][random.below(6)] + random.below(3);
  const texts = Array.from({ length: count }, () => Array.from({ length: random.below(8) }, word).join(" "));
  return { ids: texts.map((_, i) => seed % 2 ? `${i}` : `p ${i}`), texts };
}

function collectionOf(passages: Texts): Collection {
  const queries = {
    ids: ["q1", passages.ids[7], "q3"],
    texts: ["the0 fox1", passages.texts[7], "hën0 猫2 w1"],
  };
  const qrels = new Map(queries.ids.map((id, i) => [id, new Map([[passages.ids[3 * i], 1]])]));
  return {
    name: "random",
    passages,
    queries,
    qrels,
    split: { train: Int32Array.of(0, 1, 2), dev: Int32Array.of(), test: Int32Array.of() },
  };
}

async function mapped(
  passages: Texts,
  { folder, seed, map }: { folder: string; seed: number; map: boolean },
) {
  const file = path.join(folder, `${seed}.arrow`), random = generator(seed);
  await writeTextsFile(file, async function* () {
    for (let start = 0; start < passages.ids.length;) {
      const end = start + 1 + random.below(50);
      yield { ids: passages.ids.slice(start, end), texts: passages.texts.slice(start, end) };
      start = end;
    }
  }, { counted: seed % 2 === 1 });
  return await openTextsFile(file, { map });
}

for (const map of [true, false]) {
  const name = `passages that are ${map ? "mapped" : "read from their place"} give what those in memory give`;
  // What is not mapped stays open until the process ends.
  Deno.test({ name, sanitizeResources: map }, () =>
    inTemporaryFolder(async (folder) => {
      for (let seed = 0; seed < 12; seed++) {
        const inMemory = collectionOf(randomPassages(seed));
        const stored = collectionOf(await mapped(inMemory.passages, { folder, seed, map }));
        const same = <T>(give: (collection: Collection) => T) =>
          assert.deepEqual(give(stored), give(inMemory), `${give}, seed ${seed}`);
        same(({ passages }) => [...passages.ids.keys()].map((i) => [passages.ids[i], passages.texts[i]]));
        same(({ passages }) => [...passages.texts]);
        same(({ passages }) => textsFingerprint(passages));
        same(collectionFingerprint);
        same(({ passages: { ids } }) => {
          const positions = new Positions(ids);
          return ["0", "00", "29", "p 5", "p 999", ids.at(-1)!].map((id) => positions.get(id));
        });
        same(({ queries, passages }) => ownPassages(queries, passages));
        same(({ passages }) => buildBM25(passages.texts, { stopWords: "english" }).index);
        same((collection) =>
          subCollection(collection, { name: "part", split: "train", depth: 5, random: 5, seed: 1 })
        );
        same((collection) => drawNegatives(collection, { seed: 4 }).triples);
        const file = path.join(folder, `${seed}.bm25`);
        const [made, opened] = [
          await openBM25(inMemory.passages, { file }),
          await openBM25(stored.passages, { file, onRebuild: assert.fail }),
        ];
        for (const text of inMemory.queries.texts) {
          assert.deepEqual(opened.search(text, 20), made.search(text, 20));
        }
      }
    }));
}
