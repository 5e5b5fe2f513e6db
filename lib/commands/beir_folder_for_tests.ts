/** A small collection in BEIR's layout, for the tests of commands. */
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { SplitName, Texts } from "../base/mod.ts";
import { small } from "../retrieval/collection_for_tests.ts";

/**
 * The small collection in a temporary folder: query i is judged with passage i, grade 2.
 *
 * @param splits Positions of queries; default the collection's own test split.
 */
export async function beirFolder(
  splits: Partial<Record<SplitName, Int32Array>> = { test: small.split.test },
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "beir-"));
  await mkdir(path.join(folder, "qrels"));
  const lines = ({ ids, texts }: Texts, title: boolean) =>
    ids.map((_id, i) => {
      const [first, ...rest] = texts[i].split(" ");
      return JSON.stringify(title ? { _id, title: first, text: rest.join(" ") } : { _id, text: texts[i] });
    }).join("\n");
  await writeFile(path.join(folder, "corpus.jsonl"), lines(small.passages, true));
  await writeFile(path.join(folder, "queries.jsonl"), lines(small.queries, false));
  for (const [split, queries] of Object.entries(splits)) {
    const judged = Array.from(queries, (query) => `q${query}\tp${query}\t2`);
    await writeFile(
      path.join(folder, "qrels", `${split}.tsv`),
      ["query-id\tcorpus-id\tscore", ...judged].join("\n"),
    );
  }
  return folder;
}
