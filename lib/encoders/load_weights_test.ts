import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { generator, UserError } from "../base/mod.ts";
import { engine, tf } from "../engine/mod.ts";
import type { EncoderConfig } from "./config.ts";
import { parseEncoderConfig } from "./config_file.ts";
import { smallConfig } from "./config_for_tests.ts";
import { loadWeights } from "./load_weights.ts";
import { weightShapes } from "./model.ts";
import type { Weights } from "./weights.ts";
import { poolerShapes } from "./pooling.ts";
import type { StoredTensor } from "./safetensors.ts";
import { storedFloat32, writeSafetensors } from "./safetensors_write.ts";

const CONFIG = {
  ...smallConfig({ vocab_size: 9, num_hidden_layers: 1, max_position_embeddings: 12, type_vocab_size: 1 }),
  model_type: "roberta",
  layer_norm_eps: 1e-5,
};
const config = parseEncoderConfig(CONFIG, "here");
const WORDS = "embeddings.word_embeddings.weight";
const BIAS = "encoder.layer.0.output.dense.bias";

type Tensors = Map<string, StoredTensor>;

function tensorsOf(shapes: Map<string, number[]>): Tensors {
  const random = generator(3);
  return new Map([...shapes].map(([name, shape]) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return [name, storedFloat32(Float32Array.from({ length: size }, () => random.below(64) / 32 - 1), shape)];
  }));
}

const TENSORS = tensorsOf(weightShapes(config));
const POOLER = tensorsOf(poolerShapes(8));

/** Writes tensors as a checkpoint and loads it. */
async function load(
  tensors: Tensors,
  options: Parameters<typeof loadWeights>[2] = {},
  expect: (weights: Weights) => void = () => {},
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    await writeSafetensors(path.join(folder, "model.safetensors"), tensors);
    const before = tf.memory().numTensors;
    try {
      const weights = await loadWeights(folder, config, options);
      expect(weights);
      for (const weight of weights.values()) weight.dispose();
    } finally {
      assert.equal(tf.memory().numTensors, before, "tensors left behind");
    }
  });
}

function equal(weights: Weights, tensors: Tensors): void {
  assert.deepEqual([...weights.keys()], [...tensors.keys()]);
  for (const [name, { bytes, shape }] of tensors) {
    assert.deepEqual(weights.get(name)!.shape, shape);
    assert.deepEqual(new Uint8Array(weights.get(name)!.dataSync().slice().buffer), bytes, name);
  }
}

const renamed = (tensors: Tensors, rename: (name: string) => string): Tensors =>
  new Map([...tensors].map(([name, tensor]) => [rename(name), tensor]));

const refused = (...expected: RegExp[]) => (error: Error) =>
  error instanceof UserError && expected.every((pattern) => pattern.test(error.message));

Deno.test("weights have the model's order, whatever the file's", () =>
  load(new Map([...TENSORS].reverse()), {}, (weights) => equal(weights, TENSORS)));

Deno.test("the prefix of a model with a head, its head, its buffers and the old names of LayerNorm are understood", () => {
  const old = renamed(
    TENSORS,
    (name) =>
      `roberta.${name}`.replace("LayerNorm.weight", "LayerNorm.gamma").replace(
        "LayerNorm.bias",
        "LayerNorm.beta",
      ),
  );
  const head = storedFloat32(new Float32Array(1), [1]);
  const more: Tensors = new Map([
    ["lm_head.dense.weight", head],
    ["roberta.embeddings.position_ids", head],
    ["roberta.pooler.dense.weight", head],
  ]);
  return load(new Map([...old, ...more]), {}, (weights) => equal(weights, TENSORS));
});

for (
  const [dtype, half] of [
    // Of values whose last bits are zero: sign and exponent move, the fraction is cut.
    ["BF16", (bits: number) => bits >>> 16],
    [
      "F16",
      (bits: number) =>
        bits === 0 ? 0 : bits >>> 16 & 0x8000 | ((bits >>> 23 & 0xff) - 127 + 15) << 10 | bits >>> 13 & 0x3ff,
    ],
  ] as const
) {
  Deno.test(`weights of type ${dtype} are widened`, () => {
    const halves: Tensors = new Map([...TENSORS].map(([name, { shape, bytes }]) => {
      const bits = Uint16Array.from(new Uint32Array(bytes.slice().buffer), half);
      return [name, { dtype, shape, bytes: new Uint8Array(bits.buffer) }];
    }));
    return load(halves, {}, (weights) => equal(weights, TENSORS));
  });
}

Deno.test("shards are read as one, and a missing one is named", () =>
  inTemporaryFolder(async (folder) => {
    const entries = [...TENSORS];
    const shards = new Map([["a.safetensors", entries.slice(0, 4)], ["b.safetensors", entries.slice(4)]]);
    const map = [...shards].flatMap(([file, part]) => part.map(([name]) => [name, file]));
    const index = path.join(folder, "model.safetensors.index.json");
    await writeFile(index, JSON.stringify({ weight_map: Object.fromEntries(map) }));
    for (const [file, part] of shards) await writeSafetensors(path.join(folder, file), new Map(part));
    const weights = await loadWeights(folder, config);
    equal(weights, TENSORS);
    for (const weight of weights.values()) weight.dispose();
    await rm(path.join(folder, "b.safetensors"));
    await assert.rejects(loadWeights(folder, config), refused(/weights in .*b\.safetensors but/));
    await writeFile(index, "{}");
    await assert.rejects(loadWeights(folder, config), refused(/"weight_map" .*index\.json/));
  }));

Deno.test("missing, misshapen and extra tensors are named in one message", async () => {
  const tensors = new Map(TENSORS);
  tensors.delete(BIAS);
  tensors.set(WORDS, { ...tensors.get(WORDS)!, shape: [8, 9] });
  tensors.set("encoder.layer.1.output.dense.bias", TENSORS.get(BIAS)!);
  await assert.rejects(
    load(tensors),
    refused(
      /tensor encoder\.layer\.0\.output\.dense\.bias of shape \[8\] in .* but found none/,
      /tensor embeddings\.word_embeddings\.weight of shape \[9,8\] but found \[8,9\]/,
      /Expected no tensor encoder\.layer\.1\.output\.dense\.bias of a roberta of these sizes/,
    ),
  );
  await assert.rejects(
    load(renamed(TENSORS, (name) => `model.${name}`)),
    refused(/but found none\n.*\n… and 16 more/s),
  );
});

Deno.test("a tensor outside all known parts is reported and not used", async () => {
  const lines: string[] = [];
  const warn = console.warn;
  console.warn = (line: string) => lines.push(line);
  try {
    await load(new Map([...TENSORS, ["projection.weight", TENSORS.get(BIAS)!]]));
  } finally {
    console.warn = warn;
  }
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^Not used of .*: projection\.weight$/);
});

Deno.test("a pooler is read, or starts from a seed, and without a seed is an error", async () => {
  const both = new Map([...TENSORS, ...POOLER]);
  await load(both, { pooler: true }, (weights) => equal(weights, both));
  await load(both, { pooler: true, poolerSeed: 1 }, (weights) => equal(weights, both));
  const starts: Float32Array[] = [];
  for (const poolerSeed of [1, 1, 2]) {
    await load(TENSORS, { pooler: true, poolerSeed }, (weights) => {
      starts.push(weights.get("pooler.dense.weight")!.dataSync().slice() as Float32Array);
      assert.deepEqual([...weights.get("pooler.dense.bias")!.dataSync()], Array(8).fill(0));
    });
  }
  assert.deepEqual(starts[0], starts[1]);
  assert.notDeepEqual(starts[0], starts[2]);
  const deviation = Math.hypot(...starts[0]) / 8;
  assert.ok(deviation > 0.015 && deviation < 0.025, `${deviation}`);
  await assert.rejects(
    load(TENSORS, { pooler: true }),
    refused(/pooler\.dense\.weight of shape \[8,8\] in .* found none\. Give a poolerSeed/),
  );
});

Deno.test("a dense layer of sentence-transformers is the pooler", () =>
  inTemporaryFolder(async (folder) => {
    await writeSafetensors(
      path.join(folder, "model.safetensors"),
      new Map([...TENSORS, ...tensorsOf(new Map([["pooler.dense.weight", [3]]]))]),
    );
    await mkdir(path.join(folder, "2_Dense"));
    await writeSafetensors(
      path.join(folder, "2_Dense", "model.safetensors"),
      renamed(POOLER, (name) => name.replace("pooler.dense", "linear")),
    );
    const weights = await loadWeights(folder, config, { pooler: true, dense: path.join(folder, "2_Dense") });
    equal(weights, new Map([...TENSORS, ...POOLER]));
    for (const weight of weights.values()) weight.dispose();
  }));

Deno.test("pickled weights are refused with the way to convert them", () =>
  inTemporaryFolder(async (folder) => {
    await writeFile(path.join(folder, "pytorch_model.bin"), "");
    await assert.rejects(
      loadWeights(folder, config),
      refused(/Expected .*model\.safetensors but found pytorch_model\.bin\. .*save_pretrained/s),
    );
  }));

Deno.test({
  name: "loading takes at most 1.3 times the file's size in memory",
  ignore: process.platform !== "linux" || engine.backend !== "tensorflow",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const large: EncoderConfig = {
        ...config,
        vocab_size: 30_000,
        hidden_size: 256,
        intermediate_size: 1024,
        num_hidden_layers: 20,
      };
      await writeFile(path.join(folder, "config.json"), JSON.stringify(large));
      const zeros = new Float32Array(30_000 * 256);
      const sizeOf = (shape: number[]) => shape.reduce((a, b) => a * b, 1);
      const shapes = [...weightShapes(large)];
      const tensors = shapes.map(([name, shape]) =>
        [name, storedFloat32(zeros.subarray(0, sizeOf(shape)), shape)] as const
      );
      await writeSafetensors(path.join(folder, "model.safetensors"), new Map(tensors));
      const size = 4 * shapes.reduce((sum, [, shape]) => sum + sizeOf(shape), 0);
      const program = fileURLToPath(new URL("./program_for_tests.ts", import.meta.url));
      const { stdout } = await promisify(execFile)(process.execPath, ["run", "-A", program, folder]);
      const { peak } = JSON.parse(stdout.trim().split("\n").at(-1)!);
      assert.ok(peak > 0.9 * size && peak < 1.3 * size, `${peak} bytes for a file of ${size}`);
    }),
});
