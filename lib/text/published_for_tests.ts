import { existsSync } from "node:fs";
import path from "node:path";
import { inCache, inProject, mirrorFolder } from "../base/mod.ts";

/** The file of BERT's published uncased vocabulary, one piece a line; undefined where it is not found. */
export const publishedVocabulary: string | undefined = [
  ...[mirrorFolder(), inCache("downloads")].flatMap((folder) =>
    folder ? [path.join(folder, "sentence-transformers", "all-MiniLM-L6-v2", "vocab.txt")] : []
  ),
  inProject("..", "shared", "data", "wordpiece", "bert-base-uncased-vocab.txt"),
].find((file) => existsSync(file));

/** End of the name of a test that needs it. */
export const unlessPublished = publishedVocabulary
  ? ""
  : " (skipped: the vocabulary is not in the cache; `deno task reproduce` fetches it)";
