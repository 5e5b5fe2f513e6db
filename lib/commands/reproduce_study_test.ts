/** A study of a user's own: two collections, two encoders, three losses, two seeds. */
import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import path from "node:path";
import { inProject } from "../base/mod.ts";
import { isCrossEncoder } from "../encoders/mod.ts";
import { encoderOfRun, hashOf, readResult, runFolder, storedConfigs } from "../runs/mod.ts";
import { withResults } from "../runs/results_for_tests.ts";
import { small } from "../retrieval/collection_for_tests.ts";
import { beirFolder } from "./beir_folder_for_tests.ts";
import { printed } from "./printed_for_tests.ts";
import reproduce from "./reproduce.ts";
import { readRun } from "../trec/mod.ts";
import { runCommand } from "./run_command.ts";
import search from "./search.ts";

const text = (more: { collections?: string; encoders?: string } = {}) => `
import { inBatchSoftmax, margin, study, untrained } from ${
  JSON.stringify(inProject("lib", "studies", "mod.ts"))
};

export default study({
  name: "test",
  collections: ${more.collections ?? '["wordnet#smoke", "."]'},
  encoders: ${more.encoders ?? '["tiny", "./copy"]'},
  methods: [untrained, margin("adaptive"), margin(0.5, { inBatch: true }), inBatchSoftmax()],
  training: { steps: 2, batchSize: 4, learningRate: 1e-3, validations: 2 },
  seeds: [1, 2],
});
`;

async function studyFolder(file: string): Promise<{ folder: string; study: string }> {
  const folder = await beirFolder({
    train: Int32Array.of(0, 1, 2, 3, 4, 5),
    dev: Int32Array.of(6),
    test: small.split.test,
  });
  await cp(inProject("data", "tiny"), path.join(folder, "copy"), { recursive: true });
  const study = path.join(folder, "study.ts");
  await Deno.writeTextFile(study, file);
  return { folder, study };
}

Deno.test("a study runs over collections, encoders, losses and seeds, in shards, and ends with its table", () =>
  withResults(async () => {
    const { folder, study } = await studyFolder(text());
    try {
      const first = await printed(reproduce, ["--study", study, "--shard", "1/2"]);
      assert.equal(first.code, 0, first.err);
      assert.equal((await storedConfigs("local")).length, 14);
      const second = await printed(reproduce, ["--study", study]);
      assert.equal(second.code, 0, second.err);
      // Two collections and two encoders: an untrained run each, and three losses with two seeds.
      assert.equal((await storedConfigs("local")).length, 28);
      assert.match(second.err, /Computed 14 of 28 runs/);
      assert.match(
        second.err,
        /^ *\d+ of 28 {2}wordnet-smoke: copy, static 0\.5, in-batch \(reference\), seed 2 +nDCG@10 0\.\d{3} /m,
      );
      assert.match(second.out, /^wordnet-smoke, 32 test queries\nencoder +method +nDCG@10/);
      assert.match(
        second.out,
        /copy +static 0\.5, in-batch \(reference\), seed 2 +0\.\d{3} \[/,
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }));

const everyField = `
import { margin, study, untrained } from ${JSON.stringify(inProject("lib", "studies", "mod.ts"))};

export default study({
  name: "every field",
  collections: [{
    collection: ".",
    name: "few",
    sizes: {
      train: "all",
      dev: { queries: 1, judged: "of the queries", depth: 2, random: 0 },
      test: { queries: 3, judged: "of the queries", depth: 3, random: 2 },
    },
  }],
  encoders: [{ encoder: "tiny", layers: 1, pooling: "cls", precision: "bfloat16", prompts: { query: "query: " } }],
  methods: [untrained, margin("adaptive")],
  triples: ["triples.tsv", { ranks: [1, 3], random: 0.5, negatives: 2 }],
  training: {
    steps: 3,
    batchSize: 2,
    learningRate: 1e-3,
    maxQueryLength: 12,
    dropout: [0, 0.1],
    sampling: "without twins",
    chunkTokens: 64,
    validateBy: ["search", "reranking"],
    validateEvery: 1,
    keepBest: { measure: "R@5", patience: 2 },
  },
  seeds: [1],
});
`;

Deno.test("a study varies triples, dropout, validation, and how an encoder is used", () =>
  withResults(async () => {
    const { folder, study } = await studyFolder(everyField);
    try {
      const { queries, passages } = small;
      const lines = [0, 1, 2].map((i) => `${queries.ids[i]}\t${passages.ids[i]}\t${passages.ids[i + 3]}\n`);
      await Deno.writeTextFile(path.join(folder, "triples.tsv"), lines.join(""));
      const { code, err, out } = await printed(reproduce, ["--study", study]);
      assert.equal(code, 0, err);
      const configs = await storedConfigs("local");
      assert.equal(configs.length, 1 + 2 * 2 * 2);
      assert.match(out, /-few, 3 test queries/);
      assert.match(
        out,
        /tiny \(1 layer, cls, own prompts\) +adaptive, triples triples\.tsv, validate by reranking, dropout 0\.1/,
      );
      const trained = configs.find(({ training, triples }) =>
        training?.validateBy && training.dropout && triples && !("file" in triples)
      )!;
      const { validations, history } = await readResult(trained, "local");
      assert.ok(validations.every(({ measures }) => "R@5" in measures));
      // One dev query is soon found: training stops once two validations bring nothing better.
      assert.equal(history.length, 2);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }));

const keptStudy = `
import { crossEncoder, margin, study, untrained } from ${
  JSON.stringify(inProject("lib", "studies", "mod.ts"))
};

export default study({
  name: "kept",
  collections: ["."],
  encoders: [{ encoder: "tiny", layers: 1 }],
  methods: [untrained, margin("adaptive"), crossEncoder()],
  training: { steps: 2, batchSize: 4, learningRate: 1e-3, validations: 2 },
  seeds: [1],
});
`;

Deno.test("a trained encoder that is kept ranks as in its run, and a run without its own is computed again", () =>
  withResults(async () => {
    const { folder, study } = await studyFolder(keptStudy);
    try {
      const first = await printed(reproduce, ["--study", study]);
      assert.match(first.err, /Computed 3 of 3 runs/);
      const kept = await printed(reproduce, ["--study", study, "--keep-encoders"]);
      assert.match(kept.err, /Computed 2 of 3 runs.*; 1 was stored already/);
      assert.match(kept.err, /The trained encoders will take about 11\.6 MB in .*encoders\./);
      const again = await printed(reproduce, ["--study", study, "--keep-encoders"]);
      assert.match(again.err, /Computed 0 of 3 runs/);
      const configs = await storedConfigs("local");
      const hash = (kind: string) => hashOf(configs.find(({ method }) => method.kind === kind)!);
      for (const kind of ["margin", "cross-encoder"]) {
        assert.match(again.err, new RegExp(`^  .+: ${encoderOfRun(hash(kind))}$`, "m"));
      }
      const run = path.join(folder, "again.run");
      const { code, err } = await printed(search, [
        ...["--data", folder, "--split", "test", "--output", run],
        ...["--method", encoderOfRun(hash("margin")), "--query-length", "20"],
      ]);
      assert.equal(code, 0, err);
      const [ours, theirs] = await Promise.all(
        [run, path.join(runFolder("local", hash("margin")), "run.trec")].map((file) => readRun(file)),
      );
      for (const [query, ranking] of theirs) {
        assert.deepEqual(ours.get(query)!.ids.slice(0, ranking.ids.length), ranking.ids);
      }
      assert.ok(await isCrossEncoder(encoderOfRun(hash("cross-encoder"))));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }));

Deno.test("methods that need a teacher learn from it", () =>
  withResults(async () => {
    const { folder, study } = await studyFolder(`
import { margin, marginMSE, rankNet, study } from ${JSON.stringify(inProject("lib", "studies", "mod.ts"))};

export default study({
  name: "teacher",
  collections: ["."],
  encoders: ["tiny"],
  methods: [margin("adaptive"), marginMSE, rankNet()],
  teacher: { encoder: "./copy", margins: { mean: 0.3, spread: 0.2 } },
  training: { steps: 2, batchSize: 4, learningRate: 1e-3, validations: 2 },
  seeds: [1],
});
`);
    try {
      const { code, err, out } = await printed(reproduce, ["--study", study]);
      assert.equal(code, 0, err);
      assert.match(out, /Margin-MSE/);
      const configs = await storedConfigs("local");
      assert.deepEqual(configs.map(({ teacher }) => teacher?.margins).filter(Boolean).length, 2);
      const { history } = await readResult(
        configs.find(({ method }) => method.kind === "margin-mse")!,
        "local",
      );
      // What the student is asked for is what the teacher says, and not one number for all.
      assert.ok(history.every(({ targetMean, targetStd }) => Number.isFinite(targetMean) && targetStd > 0));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }));

Deno.test("a run that fails is reported with its reason, and the others go on", () =>
  withResults(async () => {
    const { folder, study } = await studyFolder(
      text({ collections: '["wordnet#smoke"]', encoders: '["./copy", "./broken"]' }),
    );
    try {
      await cp(path.join(folder, "copy"), path.join(folder, "broken"), { recursive: true });
      await Deno.writeTextFile(path.join(folder, "broken", "config.json"), "{}");
      const { code, err, out } = await printed(reproduce, ["--study", study]);
      assert.equal(code, 1);
      assert.match(err, /Failed: 7 runs, the first broken, \S[^:]*: Expected model_type/);
      assert.match(out, /copy +adaptive/);
      assert.equal((await storedConfigs("local")).length, 7);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }));

Deno.test("a shard out of range is refused", async () => {
  for (const shard of ["0/2", "3/2", "half"]) {
    await assert.rejects(runCommand(reproduce, ["--tier", "smoke", "--shard", shard]), /--shard to be I\/N/);
  }
});
