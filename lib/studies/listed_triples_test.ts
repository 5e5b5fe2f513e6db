import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { withMSMarco } from "../data/ms_marco/ms_marco_for_tests.ts";
import { hashOf, runSettings } from "../runs/mod.ts";
import { prepareData } from "../runs/prepare_data.ts";
import { margin } from "./methods.ts";
import { study } from "./study.ts";
import type { StudyOptions } from "./study_options.ts";
import { studyRuns } from "./study_runs.ts";

const list = "qidpidtriples.train.full";

const runsOn = async (collection: string, triples?: StudyOptions["triples"]) =>
  await studyRuns(study({
    name: "lists",
    collections: [collection],
    encoders: ["tiny"],
    methods: [margin("adaptive")],
    triples,
    training: { epochs: 1, batchSize: 2, learningRate: 1e-3, validations: 2 },
    seeds: [1],
  }));

Deno.test("a list of triples is chosen by its name, and is part of what a run is", () =>
  withMSMarco(async (mirror) => {
    const folder = path.join(mirror, "msmarco-passage");
    await copyFile(path.join(folder, `${list}.2.tsv`), path.join(folder, `${list}.tsv`));
    const [[own], [listed]] = [
      await runsOn("msmarco-passage#dl19"),
      await runsOn("msmarco-passage#dl19", list),
    ];
    assert.deepEqual(listed.triples, { list });
    assert.equal(runSettings(listed).triples, list);
    assert.notEqual(hashOf(listed), hashOf(own));
    assert.equal(listed.training!.steps, 3 * 128 / 2);
    assert.equal((await prepareData(listed)).triples.queries.length, 3 * 128);
  }));

Deno.test("a list of another collection is refused", () =>
  assert.rejects(runsOn("wordnet#smoke", list), {
    name: "UserError",
    message: `Study: expected triples of wordnet but found "${list}", a list of msmarco-passage.`,
  }));
