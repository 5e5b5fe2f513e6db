/** Reading a large collection with numeric ids, as MS MARCO has them, against the same with other ids. */
import path from "node:path";
import { generator, writeAtomically } from "../lib/base/mod.ts";
import type { Bench, ContestantResult } from "./harness/mod.ts";

const NUMERIC = "ids 0, 1, …", OTHER = "ids d0, d1, …";
const PASSAGES = 400_000, WORDS = 100_000;

const bench: Bench = {
  about:
    `A collection of ${
      PASSAGES.toLocaleString("en")
    } passages of 13 words, from its JSON lines, then indexing it with ` +
    "BM25; ours both times, with numeric ids and with others. Short numeric strings may fill V8's table of strings, " +
    "so that reading and indexing take several times as long.",
  async prepare(folder) {
    const random = generator(20);
    const letters = () => String.fromCharCode(97 + random.below(26));
    const words = Array.from(
      { length: WORDS },
      () => Array.from({ length: 3 + random.below(6) }, letters).join(""),
    );
    const some = (count: number) => Array.from({ length: count }, () => words[random.below(WORDS)]).join(" ");
    const texts = Array.from({ length: PASSAGES }, () => ({ title: some(1), text: some(12) }));
    for (const prefix of ["", "d"]) {
      const at = (...names: string[]) => path.join(folder, prefix || "numeric", ...names);
      const lines = texts.map((text, i) => `${JSON.stringify({ _id: `${prefix}${i}`, ...text })}\n`);
      await writeAtomically(at("corpus.jsonl"), lines.join(""));
      const queries = texts.slice(0, 1000).map(({ title }, i) =>
        JSON.stringify({ _id: `${prefix}${i}`, text: title })
      );
      await writeAtomically(at("queries.jsonl"), `${queries.join("\n")}\n`);
      const judged = queries.map((_, i) => `${prefix}${i}\t${prefix}${i}\t1\n`);
      await writeAtomically(at("qrels", "test.tsv"), `query-id\tcorpus-id\tscore\n${judged.join("")}`);
    }
  },
  contestants: [
    { name: NUMERIC, program: "ours/read_texts.ts", args: ["numeric"] },
    { name: OTHER, program: "ours/read_texts.ts", args: ["d"] },
  ],
  measures: [
    { field: "readSeconds", title: "reading, s", ratio: "ours / peer" },
    { field: "indexSeconds", title: "indexing, s", ratio: "ours / peer" },
  ],
  goals: ["readSeconds", "indexSeconds"].map((field) => ({ field, peer: OTHER, atMost: 1.25 })),
  differences,
};

export default bench;

/** What was found for some queries. */
export function differences([ours, ...others]: ContestantResult[]): string[] {
  const found = ({ rounds }: ContestantResult) => JSON.stringify(rounds[0].found);
  return others.filter((other) => found(other) !== found(ours)).map(({ name }) => `${name}: other passages`);
}
