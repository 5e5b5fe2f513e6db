/** WordNet: the sense of a word for a sentence that uses it. */
import { loadWordNet } from "../../data/mod.ts";
import type { CollectionEntry } from "./collection_entry.ts";

const dev = { queries: 100, synsets: "of the queries", depth: 3, random: 0 } as const;

export const wordnet = {
  name: "wordnet",
  load: loadWordNet,
  passages: 118_000,
  subsets: {
    whole: { train: "all", dev, test: "all" },
    laptop: {
      train: "all",
      dev,
      test: { queries: 250, synsets: "of the queries", depth: 30, random: 300 },
    },
    smoke: {
      train: { queries: 64, synsets: "of the queries", depth: 3, random: 0 },
      dev: { queries: 16, synsets: "of the queries", depth: 3, random: 0 },
      test: { queries: 32, synsets: "of the queries", depth: 5, random: 100 },
    },
  },
} as const satisfies CollectionEntry;
