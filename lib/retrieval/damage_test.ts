import path from "node:path";
import { readdir } from "node:fs/promises";
import { damageCampaign } from "../base/damage_for_tests.ts";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { loadEncoder } from "../encoders/mod.ts";
import { packCollection } from "../text/mod.ts";
import { buildBM25, loadBM25, saveBM25 } from "./bm25/mod.ts";
import { cachedEmbeddings } from "./cached_embeddings.ts";
import { small } from "./collection_for_tests.ts";
import { mineTriples } from "./mine.ts";

/** Damages the only file of a kind in the cache. */
async function campaign<T>(
  cache: string,
  kind: string,
  read: () => Promise<T>,
  damages?: number,
): Promise<void> {
  await read();
  const [file] = await readdir(path.join(cache, kind));
  await damageCampaign(path.join(cache, kind, file), read, { may: "the same", damages });
}

Deno.test("damaged caches of tokens, triples and embeddings are made again, and give what the whole ones give", () =>
  inTemporaryFolder(async (cache) => {
    const encoder = await loadEncoder("tiny");
    const write = Deno.stderr.writeSync;
    Deno.stderr.writeSync = (bytes) => bytes.length; // the progress of each mining
    try {
      const texts = { ids: small.queries.ids.slice(0, 3), texts: small.queries.texts.slice(0, 3) };
      await campaign(cache, "tokens", () => packCollection(encoder.tokenizer, texts.texts, { maxLength: 8 }));
      await campaign(cache, "triples", () => mineTriples(small, { seed: 1 }));
      await campaign(
        cache,
        "embeddings",
        () => Array.fromAsync(cachedEmbeddings(encoder, texts, { maxLength: 8 })),
        100, // 500 damages to such files are read in the folder `data`
      );
    } finally {
      Deno.stderr.writeSync = write;
      encoder.dispose();
    }
  }, { variable: "KIT_CACHE" }));

Deno.test("no damage to a BM25 index is unnoticed", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "index.bm25");
    await saveBM25(file, buildBM25(small.passages.texts.slice(0, 5)), { corpus: "x" });
    await damageCampaign(file, async () => {
      const { index, corpus } = await loadBM25(file);
      return { index, corpus };
    });
  }));
