/** Encoding passages with MiniLM, against sentence-transformers and ONNX Runtime. */
import { existsSync } from "node:fs";
import path from "node:path";
import { generator, writeAtomically } from "../lib/base/mod.ts";
import { fetchMiniLM, loadWordNet } from "../lib/data/mod.ts";
import { passageLength } from "../lib/studies/paper/lengths.ts";
import { type Bench, type ContestantResult, runContestant } from "./harness/mod.ts";

const WORDNET = 2000, LONG = 400;
const SENTENCE_TRANSFORMERS = "sentence-transformers", ONNX = "ONNX Runtime";

const bench: Bench = {
  about:
    `Encoding text with all-MiniLM-L6-v2, tokenization included, cut at 200 tokens: ${WORDNET} passages of WordNet ` +
    `(some 20 tokens), and ${LONG} texts of MS MARCO's lengths (log-normal around 75 tokens). All sort by length. ` +
    "ONNX Runtime runs the model as torch.onnx exports it, in batches of 16; sentence-transformers in its own of 32.",
  async prepare(folder) {
    const model = await fetchMiniLM();
    await writeAtomically(path.join(folder, "texts.json"), JSON.stringify({ model, ...await texts() }));
    if (!existsSync(path.join(folder, "model.onnx"))) {
      await runContestant({ program: "peers/export_onnx.py", args: [model] }, folder);
    }
  },
  contestants: [
    { name: "ours", program: "ours/encode.ts" },
    { name: ONNX, program: "peers/encode.py", args: ["onnx"] },
    { name: SENTENCE_TRANSFORMERS, program: "peers/encode.py", args: ["sentence-transformers"] },
  ],
  measures: [
    { field: "wordnet", title: `${WORDNET} WordNet passages, s`, ratio: "peer / ours" },
    { field: "long", title: `${LONG} longer texts, s`, ratio: "peer / ours" },
    { field: "peakBytes", title: "peak memory, GB", scale: 1e-9, ratio: "ours / peer" },
  ],
  goals: ["wordnet", "long"].flatMap((field) => [
    { field, peer: SENTENCE_TRANSFORMERS, atLeast: 1.5 },
    { field, peer: ONNX, atLeast: 1 },
  ]),
  differences,
};

export default bench;

/** Passages of WordNet, and others put together to MS MARCO's lengths. */
async function texts(): Promise<{ wordnet: string[]; long: string[] }> {
  const { passages } = await loadWordNet();
  const random = generator(5);
  const passage = () => passages.texts[random.below(passages.texts.length)];
  const wordnet = Array.from({ length: WORDNET }, passage);
  const long = Array.from({ length: LONG }, () => {
    const words: string[] = [];
    const wanted = passageLength(random) / 1.3; // a word has some 1.3 tokens
    while (words.length < wanted) words.push(...passage().split(" "));
    return words.slice(0, wanted).join(" ");
  });
  return { wordnet, long };
}

/** A few numbers of a few embeddings. */
function differences(results: ContestantResult[]): string[] {
  const [ours, ...peers] = results.map(({ name, rounds }) => ({
    name,
    sample: rounds[0].sample as number[],
  }));
  return peers.flatMap(({ name, sample }) => {
    const far = Math.max(...sample.map((value, i) => Math.abs(value - ours.sample[i])));
    return far <= 1e-4 && sample.length === ours.sample.length
      ? []
      : [`embeddings of ${name} are ${far} off`];
  });
}
