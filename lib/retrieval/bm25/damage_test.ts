import path from "node:path";
import { damageCampaign } from "../../base/damage_for_tests.ts";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { openBM25 } from "./bm25_run.ts";

const texts = Array.from({ length: 30 }, (_, i) => `passage ${i % 7} café ${i}`);
const passages = { ids: texts.map((_, i) => `${i}`), texts };

Deno.test("a damaged index is built again or refused by name, and finds what the whole one finds", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "kept.bm25");
    const read = async () => {
      const index = await openBM25(passages, { file, stemmer: "porter" });
      return ["passage 3", "cafe\u0301", "12"].map((query) => index.search(query, 9));
    };
    await read();
    await damageCampaign(file, read, { may: "the same" });
  }));
