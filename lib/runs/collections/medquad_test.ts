import assert from "node:assert/strict";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { medquad } from "./medquad.ts";

Deno.test("medquad without a mirror is refused, with what to do", () =>
  inTemporaryFolder(
    () =>
      assert.rejects(
        medquad.load({ subset: "whole" }),
        /medquad in a mirror folder but found none.*KIT_MIRROR/,
      ),
    { variable: "KIT_MIRROR" },
  ));

Deno.test("another collection of that name is refused", () =>
  inTemporaryFolder(
    () =>
      assert.rejects(
        medquad.load({ subset: "whole" }),
        /to be the one of fingerprint 5c1ffaf522584a45 but found/,
      ),
    {
      variable: "KIT_MIRROR",
      files: {
        "medquad/corpus.jsonl": [1, 2, 3, 4].map((i) => `{"_id":"d${i}","text":"passage ${i}"}`).join("\n"),
        "medquad/queries.jsonl": [1, 2, 3, 4].map((i) => `{"_id":"q${i}","text":"query ${i}"}`).join("\n"),
        ...Object.fromEntries(
          ["train", "dev", "test"].map((split, i) => [
            `medquad/qrels/${split}.tsv`,
            `query-id\tcorpus-id\tscore\nq${i + 1}\td${i + 1}\t1\n${split === "train" ? "q4\td4\t1\n" : ""}`,
          ]),
        ),
      },
    },
  ));
