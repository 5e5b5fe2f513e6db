import assert from "node:assert/strict";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { bm25, inBatchSoftmax, margin, untrained } from "./methods.ts";
import { loadStudies, study } from "./study.ts";
import type { StudyOptions } from "./study_options.ts";
import { studySource } from "./study_source.ts";

Deno.test("a study that is written as a file is loaded as it was", () =>
  inTemporaryFolder(async (folder) => {
    const dev = { queries: 9, judged: "of the queries", depth: 3, random: 0 } as const;
    const file = path.join(folder, "study.ts");
    const options: StudyOptions = {
      name: 'a "name"\nof two lines',
      collections: ["./a folder", {
        collection: "wordnet",
        name: "mine",
        sizes: { train: "all", dev, test: "all" },
      }],
      encoders: ["tiny", { encoder: "minilm", layers: 2 }],
      methods: [bm25(), untrained, margin("adaptive"), margin(0.5, { inBatch: true }), inBatchSoftmax()],
      training: {
        steps: [6, 8],
        batchSize: 4,
        learningRate: 1e-7,
        validations: 3,
        keepBest: { measure: "RR@10" },
      },
      triples: { negatives: 2 },
      seeds: [1, 2],
    };
    await Deno.writeTextFile(file, studySource(options));
    assert.deepEqual(await loadStudies(file), [study(options)]);
  }));
