import assert from "node:assert/strict";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { exampleCollection } from "./example_collection.ts";

Deno.test("medquad is the example where the mirror has it, else wordnet", async () => {
  const variable = "KIT_MIRROR";
  await inTemporaryFolder((folder) => {
    assert.equal(exampleCollection(), path.join(folder, "medquad"));
    return Promise.resolve();
  }, { variable, files: { "medquad/corpus.jsonl": "" } });
  await inTemporaryFolder(() => Promise.resolve(assert.equal(exampleCollection(), "wordnet")), { variable });
});
