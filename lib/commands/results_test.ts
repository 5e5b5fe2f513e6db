import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import path from "node:path";
import { readArrow } from "../data/mod.ts";
import { smokeConfigs } from "../runs/configs_for_tests.ts";
import { storeResult } from "../runs/mod.ts";
import { fakeResult, withResults } from "../runs/results_for_tests.ts";
import { ourRuns } from "../studies/mod.ts";
import { printed } from "./printed_for_tests.ts";
import results from "./results.ts";
import { runCommand } from "./run_command.ts";

Deno.test("stored results are exported in every format, filtered by fields", () =>
  withResults(async (folder) => {
    const configs = await ourRuns("smoke");
    for (const config of configs) await storeResult(fakeResult(config));
    const json = await printed(results, ["--format", "json"]);
    assert.equal(JSON.parse(json.out).length, configs.length);
    const some = await printed(results, ["--format", "json", "--where", "kind=margin", "target=adaptive"]);
    assert.equal(JSON.parse(some.out).length, 6);
    const table = await printed(results, ["--where", "encoder=none"]);
    assert.match(table.out, /^collection +encoder +method.*\nwordnet-smoke +none +BM25/);
    assert.match((await printed(results, ["--format", "csv"])).out, /^hash,source,/);
    assert.match((await printed(results, ["--format", "latex"])).out, /^\\begin\{tabular\}/);
    const file = path.join(folder, "queries.arrow");
    await printed(results, ["--queries", "--format", "arrow", "--output", file]);
    const columns = await readArrow(file);
    assert.equal(columns.query.length, 20 * configs.length);
    await rm(file);
    const refused = (args: string[], message: RegExp) =>
      assert.rejects(runCommand(results, args), { name: "UserError", message });
    await refused(["--format", "arrow"], /--output FILE with the format arrow/);
    await refused(["--where", "colour=red"], /expected a field \(hash, .*found "colour"/);
    await refused(
      ["--where", "encodr=minilm"],
      /expected a field .*found "encodr"\. Did you mean "encoder"\?/,
    );
    await assert.rejects(
      runCommand(results, ["--where", "colour=red"]),
      ({ message }: Error) => !/ nDCG@10 low/.test(message),
    );
    await refused(["--where", "encoder=bert"], /fits --where but found none/);
    await refused(
      ["--where", "encoder=tinny"],
      /none with encoder=tinny, but none, tiny\. Did you mean "tiny"\?/,
    );
    const listed: { encoder: string; "nDCG@10": number }[] = JSON.parse(json.out);
    assert.equal(listed[0].encoder, "none");
    const values = listed.filter(({ encoder }) => encoder === "tiny").map((row) => row["nDCG@10"]);
    assert.deepEqual(values, values.toSorted((a, b) => b - a));
  }));

Deno.test("a table tells its rows apart: by the settings that differ, and otherwise by the hash", () =>
  withResults(async () => {
    const [config] = smokeConfigs;
    const training = config.training!;
    await storeResult(fakeResult(config));
    await storeResult(fakeResult({ ...config, training: { ...training, learningRate: 2.5e-4 } }));
    const header = async (args: string[] = []) =>
      (await printed(results, args)).out.split("\n")[0].split(/ {2,}/).slice(0, 5);
    const { out } = await printed(results, []);
    assert.deepEqual(await header(), ["collection", "encoder", "method", "learningRate", "seed"]);
    assert.match(out, /^wordnet-smoke +tiny +adaptive +0\.001 +\d+ +0\.\d{3} /m);
    assert.match(out, /^wordnet-smoke +tiny +adaptive +0\.00025 /m);
    assert.equal((await header(["--where", "learningRate=0.001"]))[3], "seed");
    assert.equal((await header(["--queries"]))[3], "learningRate");
    await storeResult(fakeResult({ ...config, training: { ...training, validateAt: [6] } }));
    assert.deepEqual(await header(["--where", "learningRate=0.001"]), [
      "hash",
      "collection",
      "encoder",
      "method",
      "seed",
    ]);
  }));
