/** MedQuAD: medical questions and their answers, split by disease. It comes from a mirror folder, in BEIR's layout. */
import type { CollectionEntry } from "./collection_entry.ts";
import { folderEntry, folderSubsets, folderTriples } from "./folder.ts";

/** Of the collection that the committed runs are of. */
const FINGERPRINT = "5c1ffaf522584a45";

export const medquad: CollectionEntry = {
  name: "medquad",
  async load(part) {
    // Loaded on first need: results can be read without it.
    const { inMirror } = await import("./mirrored.ts");
    const folder = inMirror(
      "medquad",
      "BEIR's layout: corpus.jsonl, queries.jsonl, qrels/{train,dev,test}.tsv; questions and answers: " +
        "github.com/abachaa/MedQuAD",
    );
    return await folderEntry(folder, FINGERPRINT).load(part);
  },
  triples: folderTriples,
  texts: 16_000,
  subsets: {
    ...folderSubsets,
    study: {
      train: "all",
      dev: { queries: 150, judged: "of the queries", depth: 5, random: 0 },
      test: { queries: 500, judged: "of the queries", depth: 5, random: 300 },
    },
  },
};
