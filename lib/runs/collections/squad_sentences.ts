/** SQuAD's questions and the sentences that answer them. It comes from a mirror folder. */
import type { CollectionEntry } from "./collection_entry.ts";
import { folderSubsets, folderTriples } from "./folder.ts";

/** Of the collection that the committed runs are of. */
const FINGERPRINT = "2d07e6b58a7f4c5a";

export const squadSentences: CollectionEntry = {
  name: "squad-sentences",
  async load() {
    // Loaded on first need: results can be read without it.
    const { loadSquadSentences } = await import("../../data/mod.ts");
    const { checkedCollection, inMirror } = await import("./mirrored.ts");
    const folder = inMirror(
      "squad-sentences",
      "dev.jsonl and test.jsonl: id, query, passage; github.com/xinyadu/nqg",
    );
    return checkedCollection(await loadSquadSentences(folder), FINGERPRINT);
  },
  triples: folderTriples,
  texts: 14_000,
  subsets: {
    ...folderSubsets,
    study: {
      train: "all",
      dev: { queries: 150, judged: "of the queries", depth: 5, random: 0 },
      test: { queries: 500, judged: "of the queries", depth: 10, random: 300 },
    },
  },
};
