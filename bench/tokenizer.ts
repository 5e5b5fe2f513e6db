/**
 * Tokenising short texts on one core, against Hugging Face's tokenizers.
 *
 * What bounds it: BPE finds 2.1 million words in these texts, 151,000 of them distinct. A second pass over the same
 * texts, which finds every word in the cache, takes some two thirds of the first one's time; it cuts words out of texts and looks
 * them up. Merging by scans of a word over a flat table of pairs, in place of a heap, does not change the whole.
 */
import { copyFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { inProject, writeAtomically } from "../lib/base/mod.ts";
import { fetchMiniLM, loadWordNet } from "../lib/data/mod.ts";
import type { Bench, ContestantResult } from "./harness/mod.ts";

const PEER = "tokenizers";

const bench: Bench = {
  about:
    "Tokenising the 117,791 passages and 48,571 queries of WordNet once, cut at 200 tokens, each text's ids a list of " +
    "its own: BERT's uncased WordPiece, and a byte-level BPE of 2,000 pieces. One thread; texts per second of processor" +
    " time; an empty cache at the start.",
  async prepare(folder) {
    const { passages, queries } = await loadWordNet();
    await writeAtomically(
      path.join(folder, "texts.json"),
      JSON.stringify([...passages.texts, ...queries.texts]),
    );
    await mkdir(path.join(folder, "wordpiece"), { recursive: true });
    await copyFile(
      path.join(await fetchMiniLM(), "tokenizer.json"),
      path.join(folder, "wordpiece", "tokenizer.json"),
    );
    const golden = JSON.parse(await readFile(inProject("goldens", "tokenizer_many.json"), "utf8"));
    await writeAtomically(path.join(folder, "bpe", "tokenizer.json"), JSON.stringify(golden.robertaJson));
  },
  contestants: [
    { name: "ours", program: "ours/tokenizer.ts" },
    {
      name: PEER,
      program: "peers/tokenizer.py",
      env: { RAYON_NUM_THREADS: "1", TOKENIZERS_PARALLELISM: "false" },
    },
  ],
  measures: [
    { field: "wordpiece", title: "WordPiece, texts / CPU s", ratio: "ours / peer" },
    { field: "bpe", title: "BPE, texts / CPU s", ratio: "ours / peer" },
    { field: "peakBytes", title: "peak memory, GB", scale: 1e-9 },
  ],
  goals: [
    { field: "wordpiece", of: "ours", atLeast: 50_000 },
    { field: "bpe", of: "ours", atLeast: 50_000 },
  ],
  differences,
};

export default bench;

/** Whether all ids are the same. */
export function differences(results: ContestantResult[]): string[] {
  const [ours, ...peers] = results.map(({ name, rounds }) =>
    ({ name, ...rounds[0] }) as Record<string, unknown>
  );
  return peers.flatMap((peer) =>
    ["wordpieceIds", "bpeIds"].filter((field) => peer[field] !== ours[field]).map((field) =>
      `${field}: checksum ${ours[field]} of ours, ${peer[field]} of ${peer.name}`
    )
  );
}
