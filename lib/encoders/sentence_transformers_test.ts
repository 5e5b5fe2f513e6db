/** Against sentence-transformers and transformers themselves, where there is a Python that has them. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { tf } from "../engine/mod.ts";
import { packTexts } from "../text/mod.ts";
import { architectures } from "./architectures.ts";
import { type Encoder, loadEncoder } from "./encoder.ts";
import { isCrossEncoder, loadCrossEncoder } from "./cross_encoder.ts";
import { saveEncoder } from "./save.ts";
import { saveCrossEncoder } from "./save_cross_encoder.ts";
import { scorePairs } from "./score_pairs.ts";

const python = process.env.KIT_PEERS_PYTHON;

const TEXTS = [
  "The dogs run fast , running slow !",
  "",
  "bank",
  "money of the river bank , the dog .",
  "Café 東京 😀 <mask>",
  "a dog , ".repeat(40),
];

interface Peer {
  sentence: number[][];
  cls: number[][];
  missing: string[];
  model: string;
}

async function peers(...parameters: string[]): Promise<string> {
  const program = fileURLToPath(new URL("./peers_for_tests.py", import.meta.url));
  const { stdout } = await promisify(execFile)(python!, [program, ...parameters], { maxBuffer: 1 << 26 });
  return stdout;
}

function embeddings(encoder: Encoder): number[][] {
  const batch = packTexts(encoder.tokenizer, TEXTS, { maxLength: 40 });
  return tf.tidy(() => encoder.encode(batch).arraySync() as number[][]);
}

function close(found: number[][], expected: number[][], message: string): void {
  found.forEach((row, i) =>
    row.forEach((value, j) => {
      const difference = Math.abs(value - expected[i][j]);
      assert.ok(difference < 1e-5, `${message}, text ${i}: ${value}, there ${expected[i][j]}`);
    })
  );
}

const skipped = python ? "" : " (skipped: KIT_PEERS_PYTHON names no Python with sentence-transformers)";

Deno.test({
  name: `sentence-transformers and transformers load a saved encoder, and give the same embeddings${skipped}`,
  ignore: !python,
  fn: async () => {
    const base = await mkdtemp(path.join(os.tmpdir(), "peers-"));
    try {
      await peers("make", base);
      const ours = new Map<string, { first: number[][]; again: number[][]; model: string }>();
      for (const { type, model } of architectures) {
        for (const pooling of ["mean", "cls", "pooler"] as const) {
          const folder = path.join(base, `${type}-${pooling}`);
          const encoder = await loadEncoder(path.join(base, type), { pooling, poolerSeed: 1 });
          await saveEncoder(encoder, folder);
          const loaded = await loadEncoder(folder);
          assert.equal(loaded.pooling, pooling);
          ours.set(folder, { first: embeddings(encoder), again: embeddings(loaded), model });
          encoder.dispose();
          loaded.dispose();
        }
      }
      const theirs: Record<string, Peer> = JSON.parse(
        await peers("embed", JSON.stringify(TEXTS), ...ours.keys()),
      );
      for (const [folder, { first, again, model }] of ours) {
        const name = path.basename(folder);
        const peer = theirs[folder];
        close(again, first, `${name} loaded again`);
        close(first, peer.sentence, `${name} in sentence-transformers`);
        if (name.endsWith("cls")) close(first, peer.cls, `${name} in transformers`);
        assert.equal(peer.model, model);
        assert.deepEqual(peer.missing.filter((missing) => !missing.startsWith("pooler.")), [], name);
        if (name.endsWith("pooler")) assert.deepEqual(peer.missing, [], name);
      }
    } finally {
      await rm(base, { recursive: true });
    }
  },
});

Deno.test({
  name:
    `sentence-transformers and transformers load a saved cross-encoder, and give the same scores${skipped}`,
  ignore: !python,
  fn: async () => {
    const base = await mkdtemp(path.join(os.tmpdir(), "peers-"));
    // sentence-transformers cuts the longer text of a pair: here the passage too, as queries are short.
    const queries = ["The dog run !", "", "bank", "Café 😀"];
    const pairs = queries.flatMap((query) => TEXTS.map((text) => [query, text]));
    const texts = {
      firsts: pairs.map(([first]) => first),
      seconds: pairs.map(([, second]) => second),
      first: pairs.map((_, i) => i),
      second: pairs.map((_, i) => i),
    };
    try {
      await peers("make", base);
      const ours = new Map<string, { scores: Float32Array; model: string }>();
      for (const { type, head } of architectures) {
        const folder = path.join(base, `${type}-cross`);
        const encoder = await loadCrossEncoder(path.join(base, type), { headSeed: 3 });
        await saveCrossEncoder(encoder, folder);
        const { scores } = await scorePairs(encoder, texts, { maxLength: 40 });
        ours.set(folder, { scores, model: head.model });
        encoder.dispose();
      }
      const theirs = JSON.parse(await peers("score", JSON.stringify(pairs), ...ours.keys()));
      for (const [folder, { scores, model }] of ours) {
        const name = path.basename(folder);
        const peer = theirs[folder];
        close([[...scores]], [peer.scores], `${name} in transformers`);
        close([[...scores]], [peer.cross], `${name} in sentence-transformers`);
        assert.equal(peer.model, model);
        assert.deepEqual(peer.missing, [], name);
        assert.equal(await isCrossEncoder(`${folder}-again`), true);
        const again = await loadCrossEncoder(`${folder}-again`);
        const read = await scorePairs(again, texts, { maxLength: 40 });
        close([[...read.scores]], [[...scores]], `${name} saved by sentence-transformers`);
        again.dispose();
      }
    } finally {
      await rm(base, { recursive: true });
    }
  },
});
