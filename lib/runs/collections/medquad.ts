/** MedQuAD: medical questions and their answers, split by disease. It comes from a mirror folder, in BEIR's layout. */
import { existsSync } from "node:fs";
import path from "node:path";
import { mirrorFolder, UserError } from "../../base/mod.ts";
import type { CollectionEntry } from "./collection_entry.ts";
import { folderEntry, folderSubsets } from "./folder.ts";

/** Of the collection that the committed runs are of. */
const FINGERPRINT = "5c1ffaf522584a45";

/** Where it is, once it is needed: results can be read without it. */
function entry(): CollectionEntry {
  const folder = path.join(mirrorFolder() ?? "<folder>", "medquad");
  if (mirrorFolder() && existsSync(folder)) return folderEntry(folder, FINGERPRINT);
  throw new UserError(
    "Expected the collection medquad in a mirror folder but found none. Put it in BEIR's layout (corpus.jsonl, " +
      "queries.jsonl, qrels/{train,dev,test}.tsv; questions and answers: github.com/abachaa/MedQuAD) into a folder medquad, " +
      "and name the folder around it in the environment variable KIT_MIRROR.",
  );
}

export const medquad: CollectionEntry = {
  name: "medquad",
  load: async (part) => await entry().load(part),
  triples: async (training, options) => await entry().triples(training, options),
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
