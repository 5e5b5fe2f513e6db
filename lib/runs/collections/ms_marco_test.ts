import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { withMSMarco } from "../../data/ms_marco/ms_marco_for_tests.ts";
import { bm25Config, smokeConfigs } from "../configs_for_tests.ts";
import { hashOf } from "../hash.ts";
import { performRun } from "../perform_run.ts";
import { prepareData } from "../prepare_data.ts";
import { withResults } from "../results_for_tests.ts";
import { choiceOf } from "./choice_of.ts";
import { msMarco } from "./ms_marco.ts";

/** Runs with a sample of MS MARCO, a cache and results of its own. */
const alone = (body: (mirror: string) => Promise<void>) =>
  withMSMarco((mirror) => withResults(() => body(mirror)), { layout: "published" });

Deno.test("a year of TREC's track is searched for, and trained for on the reference's triples", () =>
  alone(async () => {
    const collection = await choiceOf("msmarco-passage#dl19");
    const words = await performRun({ ...bm25Config, collection }, { source: "local" });
    assert.deepEqual(words.queries, ["19335", "47923"]);
    assert.deepEqual([...words.measures["RR@10"]], [1, 1]);
    const trained = await performRun({
      ...smokeConfigs[0],
      collection,
      training: { ...smokeConfigs[0].training!, steps: 2, validateAt: [0, 2] },
    }, { source: "local" });
    assert.deepEqual(trained.queries, ["19335", "47923"]);
    assert.deepEqual(trained.validations.map(({ step }) => step), [0, 2]);
    assert.equal(trained.history.length, 2);
  }));

Deno.test("triples come from the cache once they are made, and are the same", () =>
  alone(async (mirror) => {
    const choice = await choiceOf("msmarco-passage#dl20");
    const collection = await msMarco.load(choice);
    const made = await msMarco.triples(collection, { seed: 3 });
    assert.equal(made.queries.length, 3 * 128);
    assert.deepEqual(await msMarco.triples(collection, { seed: 3 }), made);
    assert.equal(await msMarco.tripleCount!(), 3 * 128);
    const list = path.join(mirror, "msmarco-passage", "qidpidtriples.train.full.2.tsv.gz");
    await writeFile(list, "1\t2\t3\n");
    await assert.rejects(
      msMarco.triples(collection, { seed: 3 }),
      /a query with 128 pairs of passages or more in .* found at most 1/,
    );
  }));

Deno.test("the triples of an epoch are counted without the passages, and that once", () =>
  alone(async (mirror) => {
    await rm(path.join(mirror, "msmarco-passage", "collectionandqueries.tar.gz"));
    assert.equal(await msMarco.tripleCount!(), 3 * 128);
    assert.equal(await msMarco.tripleCount!(), 3 * 128);
    const list = path.join(mirror, "msmarco-passage", "qidpidtriples.train.full.2.tsv.gz");
    await writeFile(list, "1\t2\tx\n");
    await assert.rejects(msMarco.tripleCount!(), /three ids \(query, positive, negative\)/);
  }));

Deno.test("runs on a sample are other runs than those on the published collection", () =>
  alone(async (mirror) => {
    const sample = await choiceOf("msmarco-passage#dev");
    assert.match(sample.fingerprint!, /^[0-9a-f]{16}$/);
    const published = { name: "msmarco-passage", subset: "dev" };
    assert.notEqual(
      hashOf({ ...bm25Config, collection: sample }),
      hashOf({ ...bm25Config, collection: published }),
    );
    await assert.rejects(
      msMarco.load(published),
      /the published files of msmarco-passage but found the sample/,
    );
    await rm(path.join(mirror, "msmarco-passage", "queries.tar.gz"));
    await assert.rejects(
      msMarco.load(sample),
      /the sample [0-9a-f]+ of msmarco-passage but found the sample/,
    );
    await assert.rejects(
      choiceOf("msmarco-passage#dl21"),
      /subset of msmarco-passage \(.*\) but found "dl21"\. Did you/,
    );
  }));

Deno.test("the official candidates are reordered for validation, with the reference's measures", () =>
  alone(async () => {
    const collection = await choiceOf("msmarco-passage#dl19");
    const { official } = await prepareData({ collection });
    const { set, hits } = await official();
    const ids = (positions: Int32Array) =>
      Array.from(positions, (position) => set.collection.passages.ids[position]);
    assert.deepEqual(set.collection.queries.ids, ["1030303", "1037496"]);
    assert.deepEqual(hits.map(({ positions }) => ids(positions)), [["10", "18", "8", "9"], [
      "21",
      "29",
      "19",
      "20",
    ]]);
    assert.deepEqual(set.qrels.get("1030303"), new Map([["8", 3], ["9", 1], ["10", 0]]));
    assert.deepEqual([...set.wholePositions], [8, 9, 10, 18, 19, 20, 21, 29]);
    const budget = {
      ...smokeConfigs[0].training!,
      steps: 2,
      validateAt: [0, 2],
      validateBy: "official",
    } as const;
    const config = { ...smokeConfigs[0], collection, training: budget };
    const { validations } = await performRun(config, { source: "local" });
    const [{ measures }] = validations;
    assert.equal(measures["Success(rel=2)@10"], 1, "one of four candidates has grade 3");
    assert.equal(measures["R(rel=2)@1000"], 1);
    assert.equal(measures["nDCG@1000"], measures["nDCG@10"]);
    assert.ok(measures["nDCG@10"] > 0.3 && measures["nDCG@10"] <= 1);
    assert.equal(Object.keys(measures).length, 2 + 11);
    const { official: none } = await prepareData({ collection: await choiceOf("msmarco-passage") });
    await assert.rejects(
      none(),
      /official candidates of the dev queries of msmarco-passage but found none: validate by/,
    );
  }));

Deno.test("RR and R of TREC's queries count grades from 2 on, as the result says; nDCG counts all", () =>
  alone(async (mirror) => {
    const judged = path.join(mirror, "msmarco-passage", "2019qrels-pass.txt");
    // The passage that is asked for is only "related", and one that no word leads to is the answer.
    await writeFile(judged, "19335 Q0 5 1\n19335 Q0 33 2\n47923 Q0 16 2\n");
    const trec = { ...bm25Config, collection: await choiceOf("msmarco-passage#dl19") };
    const { queries, measures, reranked, relevantFrom } = await performRun(trec, { source: "local" });
    assert.deepEqual(queries, ["19335", "47923"]);
    assert.ok(measures["RR@10"][0] < 1);
    assert.equal(measures["RR@10"][1], 1);
    assert.ok(reranked[0] < 1);
    assert.ok(measures["nDCG@10"][0] > 0);
    assert.equal(relevantFrom, 2);
    const dev = { ...bm25Config, collection: await choiceOf("msmarco-passage#dev") };
    assert.equal((await performRun(dev, { source: "local" })).relevantFrom, undefined);
  }));
