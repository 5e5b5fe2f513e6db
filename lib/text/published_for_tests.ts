import { existsSync } from "node:fs";
import path from "node:path";
import { inCache, inProject, mirrorFolder } from "../base/mod.ts";

/** Where BERT's published uncased vocabulary lies, one piece a line; undefined where no place has it. */
export const publishedVocabulary: string | undefined = [
  ...[mirrorFolder(), inCache("downloads")].flatMap((folder) =>
    folder ? [path.join(folder, "sentence-transformers", "all-MiniLM-L6-v2", "vocab.txt")] : []
  ),
  inProject("..", "shared", "data", "wordpiece", "bert-base-uncased-vocab.txt"),
].find((file) => existsSync(file));

/** What the name of a test that needs it ends with. */
export const unlessPublished = publishedVocabulary
  ? ""
  : " (skipped: the vocabulary is not in the cache; `deno task reproduce` fetches it)";
