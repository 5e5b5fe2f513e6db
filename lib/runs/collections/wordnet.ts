/** WordNet: the sense of a word for a sentence that uses it. */
import type { CollectionEntry } from "./collection_entry.ts";

const dev = { queries: 100, judged: "of the queries", depth: 3, random: 0 } as const;

export const wordnet: CollectionEntry = {
  name: "wordnet",
  async load() {
    const { loadWordNet } = await import("../../data/mod.ts");
    return await loadWordNet();
  },
  async triples(training, { seed }) {
    const { mineTriples } = await import("../../retrieval/mod.ts");
    return await mineTriples(training, { seed });
  },
  texts: 121_000,
  // The examples of a synset ask for the same passage.
  clusterOf: (query) => query.replace(/-\d+$/, ""),
  subsets: {
    whole: { train: "all", dev, test: "all" },
    laptop: {
      train: "all",
      dev,
      test: { queries: 250, judged: "of the queries", depth: 30, random: 300 },
    },
    study: {
      train: "all",
      dev: { queries: 300, judged: "of the queries", depth: 20, random: 0 },
      test: { queries: 1000, judged: "of the queries", depth: 10, random: 300 },
    },
    smoke: {
      train: { queries: 64, judged: "of the queries", depth: 3, random: 0 },
      dev: { queries: 16, judged: "of the queries", depth: 3, random: 0 },
      test: { queries: 32, judged: "of the queries", depth: 5, random: 100 },
    },
  },
};
