/**
 * SQuAD's questions with the sentence that answers each: pairs, a JSON object a line, out of a mirror folder.
 *
 * @see Du, Shao & Cardie 2017, Learning to Ask, whose split and tokens these are.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Collection, lineError, type Qrels, UserError } from "../base/mod.ts";

interface Pair {
  readonly id: string;
  readonly query: string;
  readonly passage: string;
}

/**
 * The collection of a folder with `dev.jsonl` and `test.jsonl`. The published test part is trained on, as its train part is not
 * there; the first half of the dev part is dev, the second is test. A sentence that answers several questions is one passage.
 *
 * @throws UserError where a file is missing, or with the line that is malformed.
 */
export async function loadSquadSentences(folder: string): Promise<Collection> {
  const dev = await pairsOf(path.join(folder, "dev.jsonl"));
  const train = await pairsOf(path.join(folder, "test.jsonl"));
  const all = [...dev, ...train];
  const positions = new Map<string, number>();
  for (const { passage } of all) if (!positions.has(passage)) positions.set(passage, positions.size);
  const half = Math.floor(dev.length / 2);
  const range = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);
  const qrels: Qrels = new Map(
    all.map(({ id, passage }) => [id, new Map([[`p${positions.get(passage)}`, 1]])]),
  );
  return {
    name: "squad-sentences",
    passages: {
      ids: Array.from(positions.values(), (position) => `p${position}`),
      texts: [...positions.keys()],
    },
    queries: { ids: all.map(({ id }) => id), texts: all.map(({ query }) => query) },
    qrels,
    split: { train: range(dev.length, all.length), dev: range(0, half), test: range(half, dev.length) },
  };
}

async function pairsOf(file: string): Promise<Pair[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    throw new UserError(`Expected pairs of questions and sentences in ${file} but found no such file.`);
  }
  return text.split("\n").flatMap((line, i) => line.trim() === "" ? [] : [pairOf(line, file, i + 1)]);
}

function pairOf(line: string, file: string, number: number): Pair {
  let found: Partial<Pair> = {};
  try {
    found = JSON.parse(line);
  } catch { /* refused below */ }
  const { id, query, passage } = found ?? {};
  if ([id, query, passage].every((text) => typeof text === "string")) return found as Pair;
  throw lineError(file, number, "an object with the strings id, query and passage", line.slice(0, 80));
}
