import assert from "node:assert/strict";
import path from "node:path";
import process from "node:process";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import type { RunConfig } from "../config.ts";
import { withEntry } from "../registered_for_tests.ts";
import { firstGuess } from "../time_left.ts";
import { loadEncoder } from "../../encoders/mod.ts";
import type { EncoderEntry } from "./encoder_entry.ts";
import { fingerprintOfFile } from "./file_fingerprint.ts";
import {
  checkpointOf,
  encoderNamed,
  encoderRank,
  encoders,
  encoderWeights,
  fetchEncoders,
} from "./registry.ts";
import { NO_ENCODER } from "./no_encoder.ts";
import { pretrainedFor } from "./tiny_pretrained.ts";

Deno.test("tables have BM25 first, then the encoders in their order, then others", () => {
  const sorted = ["elsewhere", "tiny", NO_ENCODER, "minilm"].sort((a, b) => encoderRank(a) - encoderRank(b));
  assert.deepEqual(sorted, [NO_ENCODER, "minilm", "tiny", "elsewhere"]);
});

Deno.test("an encoder that may change under its name has a fingerprint, the others have none", () => {
  assert.match(encoderWeights("tiny"), /^[0-9a-f]{16}$/);
  assert.equal(encoderWeights("minilm"), "");
  assert.equal(encoderWeights(NO_ENCODER), "");
  assert.equal(encoderNamed("elsewhere"), undefined);
});

Deno.test("every encoder has a name of its own, and a guess of its speed", () => {
  assert.equal(new Set([...encoders.map(({ name }) => name), NO_ENCODER]).size, encoders.length + 1);
  for (const { secondsPerText } of encoders) assert.ok(secondsPerText.train > secondsPerText.encode);
});

Deno.test("an entry alone gives a new encoder its checkpoint, weights, files, place and estimate of time", async () => {
  let fetched = 0;
  const slow: EncoderEntry = {
    name: "slow",
    checkpoint: "someone/slow@0123",
    background: "has never been trained",
    weights: () => "0123456789abcdef",
    fetch: () => Promise.resolve(fetched++),
    secondsPerText: { train: 20, encode: 10 },
  };
  await withEntry(encoders, slow, async () => {
    assert.equal(checkpointOf("slow"), "someone/slow@0123");
    assert.equal(encoderWeights("slow"), "0123456789abcdef");
    await fetchEncoders(["slow", "slow", "tiny", NO_ENCODER]);
    assert.equal(fetched, 1);
    assert.ok(encoderRank("slow") > encoderRank("tiny"));
    const config: RunConfig = {
      collection: { name: "wordnet", subset: "smoke" },
      encoder: "slow",
      method: { kind: "untrained" },
      seed: 1,
    };
    const ratio = firstGuess([config]) / firstGuess([{ ...config, encoder: "tiny" }]);
    assert.ok(Math.abs(ratio - 10 / encoderNamed("tiny")!.secondsPerText.encode) < 1e-6 * ratio);
  });
});

Deno.test("tiny with less pretraining is made once, and is another encoder than tiny", () =>
  inTemporaryFolder(async (folder) => {
    const before = process.env.KIT_CACHE;
    process.env.KIT_CACHE = folder;
    try {
      const entry = pretrainedFor(1);
      await entry.fetch!();
      const weights = path.join(entry.checkpoint, "model.safetensors");
      const made = await Deno.stat(weights);
      await entry.fetch!();
      assert.deepEqual((await Deno.stat(weights)).mtime, made.mtime);
      const encoder = await loadEncoder(entry.checkpoint);
      assert.equal(encoder.config.num_hidden_layers, 2);
      encoder.dispose();
      assert.notEqual(fingerprintOfFile(weights), encoderWeights("tiny"));
    } finally {
      if (before === undefined) delete process.env.KIT_CACHE;
      else process.env.KIT_CACHE = before;
    }
  }));

Deno.test("a checkpoint's folder stands for itself, with the fingerprint of its weights", async () => {
  const folder = await Deno.makeTempDir();
  try {
    assert.equal(checkpointOf(folder), folder);
    assert.equal(encoderWeights(folder), "");
    await Deno.writeTextFile(`${folder}/model.safetensors`, "abc");
    assert.equal(encoderWeights(folder), "ba7816bf8f01cfea");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a folder's fingerprint is of all its files, of weights in several files too", () =>
  inTemporaryFolder(async (parent) => {
    const folder = (name: string) => path.join(parent, name, "encoder");
    const files: Record<string, string> = {
      "model-1.safetensors": "abc",
      "model-2.safetensors": "def",
      "model.safetensors.index.json": "{}",
      "config.json": "{}",
      "vocab.txt": "a",
      "1_Pooling/config.json": "{}",
      "README.md": "not a part",
    };
    const found = new Map<string, string>();
    for (const changed of ["nothing", ...Object.keys(files)]) {
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(folder(changed), name);
        await Deno.mkdir(path.dirname(file), { recursive: true });
        await Deno.writeTextFile(file, name === changed ? `${text} ` : text);
      }
      found.set(changed, encoderWeights(folder(changed)));
    }
    assert.match(found.get("nothing")!, /^[0-9a-f]{16}$/);
    assert.equal(found.get("README.md"), found.get("nothing"));
    assert.equal(new Set(found.values()).size, found.size - 1);
  }));
