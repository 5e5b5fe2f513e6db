/** The collection that is taken where a user names none. */
import { existsSync } from "node:fs";
import path from "node:path";
import { mirrorFolder } from "../base/mod.ts";

/** The folder `medquad` of the mirror `KIT_MIRROR`, where it has one; else `wordnet`, which comes with the project. */
export function exampleCollection(): string {
  const medquad = path.join(mirrorFolder() ?? "", "medquad");
  return mirrorFolder() && existsSync(path.join(medquad, "corpus.jsonl")) ? medquad : "wordnet";
}
