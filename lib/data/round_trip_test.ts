/** Whatever is stored comes back as it was, or is refused. */
import assert from "node:assert/strict";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { type Collection, type Generator, generator, UserError } from "../base/mod.ts";
import { type Column, readArrow, writeArrow } from "./arrow.ts";
import { readCollection, writeCollection } from "./collection.ts";
import { readEmbeddings, writeEmbeddings } from "./embeddings.ts";
import { readTokens, writeTokens } from "./tokens.ts";
import { readTriples, writeTriplesArrow, writeTriplesTSV } from "./triples_file.ts";

const ROUNDS = 60;

/** A text of any characters but half surrogate pairs, empty ones included. */
function text(random: Generator): string {
  return String.fromCodePoint(...Array.from({ length: random.below(6) }, () => {
    const code = [random.below(0x80), random.below(0xd800), 0xe000 + random.below(0x102000)][random.below(3)];
    return code;
  }));
}

/** Random bits, so that NaN, the infinities, -0, subnormal and extreme numbers are among them. */
function bits<T extends ArrayBufferView>(
  random: Generator,
  length: number,
  make: (bytes: ArrayBuffer) => T,
): T {
  return make(
    Uint8Array.from({ length: 8 * length }, () => random.below(4) === 0 ? 0xff : random.below(256)).buffer,
  );
}

Deno.test("columns of every kind come back to the bit", () =>
  inTemporaryFolder(async (folder) => {
    const random = generator(1);
    const file = path.join(folder, "table.arrow");
    for (let round = 0; round < ROUNDS; round++) {
      const rows = random.below(20);
      const columns: Record<string, Column> = {
        text: Array.from({ length: rows }, () => text(random)),
        int8: bits(random, rows, (bytes) => new Int8Array(bytes)).slice(0, rows),
        int32: bits(random, rows, (bytes) => new Int32Array(bytes)).slice(0, rows),
        uint32: bits(random, rows, (bytes) => new Uint32Array(bytes)).slice(0, rows),
        float32: bits(random, rows, (bytes) => new Float32Array(bytes)).slice(0, rows),
        float64: bits(random, rows, (bytes) => new Float64Array(bytes)).slice(0, rows),
      };
      await writeArrow(file, columns);
      const read = await readArrow(file);
      assert.deepEqual(read, columns);
      for (const name of ["float32", "float64"]) {
        const [a, b] = [read[name], columns[name]] as Float64Array[];
        assert.ok(a.every((value, i) => Object.is(value, b[i])));
      }
    }
    for (const half of ["\ud800", "a\udc00b"]) {
      await assert.rejects(writeArrow(file, { id: [half] }), /half a surrogate pair in "/);
    }
  }));

Deno.test("tokens and embeddings come back to the bit, or are refused", () =>
  inTemporaryFolder(async (folder) => {
    const random = generator(2);
    const at = (name: string) => path.join(folder, name);
    for (let round = 0; round < ROUNDS; round++) {
      const offsets = [0];
      while (random.below(5) > 0) offsets.push(offsets.at(-1)! + random.below(4));
      const ids = bits(random, offsets.at(-1)!, (bytes) => new Int32Array(bytes)).slice(0, offsets.at(-1)!);
      const batch = { ids, offsets: Int32Array.from(offsets) };
      await writeTokens(at("tokens.arrow"), batch);
      assert.deepEqual(await readTokens(at("tokens.arrow")), batch);

      const width = 1 + random.below(4), rows = 1 + random.below(9);
      const vectors = bits(random, rows * width, (bytes) => new Float32Array(bytes)).slice(0, rows * width);
      const names = Array.from({ length: rows }, () => text(random));
      await writeEmbeddings(at("e.arrow"), { ids: names, vectors, width }, { batch: 1 + random.below(rows) });
      const read = await Array.fromAsync(readEmbeddings(at("e.arrow")));
      assert.deepEqual(read.flatMap(({ ids }) => ids), names);
      const values = read.flatMap(({ vectors }) => [...vectors]);
      assert.equal(values.length, vectors.length);
      assert.ok(vectors.every((value, i) => Object.is(value, values[i])));
    }
    for (const offsets of [[0, 3], [1, 2], [0, 2, 1, 2], []]) {
      const batch = { ids: Int32Array.of(7, 8), offsets: Int32Array.from(offsets) };
      await assert.rejects(writeTokens(at("tokens.arrow"), batch), /offsets that ascend from 0 to 2/);
    }
    await assert.rejects(
      writeEmbeddings(at("e.arrow"), { ids: ["\ud800"], vectors: Float32Array.of(1), width: 1 }),
      /half a surrogate pair/,
    );
  }));

function collection(random: Generator): Collection {
  const texts = (prefix: string, count: number) => ({
    ids: Array.from({ length: count }, (_, i) => `${prefix}${i}${text(random)}`),
    texts: Array.from({ length: count }, () => text(random)),
  });
  const passages = texts("p", 1 + random.below(8)), queries = texts("q", 1 + random.below(8));
  const split: Record<string, number[]> = { train: [], dev: [], test: [], none: [] };
  queries.ids.forEach((_, query) => split[["train", "dev", "test", "none"][random.below(4)]].push(query));
  const qrels = new Map(
    queries.ids.filter(() => random.below(4) > 0).map((id) => {
      const judged = passages.ids.filter((_, i) => i === 0 || random.below(2) > 0);
      return [id, new Map(judged.map((passage) => [passage, random.below(256) - 128]))];
    }),
  );
  const positions = (name: string) => Int32Array.from(split[name]);
  return {
    name: "random",
    passages,
    queries,
    qrels,
    split: { train: positions("train"), dev: positions("dev"), test: positions("test") },
  };
}

Deno.test("a collection comes back as it was, with every grade, split and order", () =>
  inTemporaryFolder(async (folder) => {
    const random = generator(3);
    for (let round = 0; round < ROUNDS; round++) {
      const written = collection(random);
      await writeCollection(folder, written);
      const read = await readCollection(folder, "random");
      assert.deepEqual(read, written);
      for (const [query, grades] of written.qrels) assert.deepEqual([...read.qrels.get(query)!], [...grades]);
    }
  }));

Deno.test("what a collection's files cannot hold is refused, not changed", () =>
  inTemporaryFolder(async (folder) => {
    const small: Collection = {
      name: "small",
      passages: { ids: ["a", "b"], texts: ["", ""] },
      queries: { ids: ["q", "r"], texts: ["", ""] },
      qrels: new Map([["q", new Map([["a", 1]])]]),
      split: { train: Int32Array.of(0), dev: Int32Array.of(), test: Int32Array.of(1) },
    };
    await writeCollection(folder, small);
    const graded = (grade: number) => ({ qrels: new Map([["q", new Map([["a", grade]])]]) });
    const cases: [Partial<Collection>, RegExp][] = [
      [graded(128), /whole numbers from -128 to 127 .* but found 128 for "q" and "a"/],
      [graded(-129), /found -129/],
      [graded(0.5), /found 0\.5/],
      [graded(NaN), /found NaN/],
      [{ qrels: new Map([["q", new Map([["z", 1]])]]) }, /passage "z"/],
      [{ qrels: new Map([["z", new Map([["a", 1]])]]) }, /judgements of the queries .* but found query "z"/],
      [{ qrels: new Map([["q", new Map()]]) }, /a judgement of every judged query .* none of "q"/],
      [{ split: { ...small.split, dev: Int32Array.of(0) } }, /each in one split, but found 0/],
      [{ split: { ...small.split, train: Int32Array.of(0, 0) } }, /found 0 after 0/],
      [
        { split: { train: Int32Array.of(1, 0), dev: Int32Array.of(), test: Int32Array.of() } },
        /found 0 after 1/,
      ],
      [{ split: { ...small.split, dev: Int32Array.of(2) } }, /positions below 2, .* but found 2/],
      [{ passages: { ids: ["a", "a"], texts: ["", ""] } }, /every passage id once/],
      [{ queries: { ids: ["q", "q"], texts: ["", ""] } }, /every query id once/],
    ];
    for (const [change, message] of cases) {
      await assert.rejects(writeCollection(folder, { ...small, ...change }), (error: Error) => {
        assert.ok(error instanceof UserError, error.stack);
        assert.match(error.message, message);
        return true;
      });
    }
  }));

Deno.test("triples come back from both formats", () =>
  inTemporaryFolder(async (folder) => {
    const random = generator(4);
    for (let round = 0; round < ROUNDS; round++) {
      const { passages, queries } = collection(random);
      const clean = (ids: readonly string[]) => ids.map((_, i) => `${i} ä`);
      const texts = {
        queries: { ...queries, ids: clean(queries.ids) },
        passages: { ...passages, ids: clean(passages.ids) },
      };
      const drawn = (most: number) => Int32Array.from({ length: 1 + round }, () => random.below(most));
      const triples = {
        queries: drawn(queries.ids.length),
        positives: drawn(passages.ids.length),
        negatives: drawn(passages.ids.length),
      };
      for (const [name, write] of [["t.arrow", writeTriplesArrow], ["t.tsv.gz", writeTriplesTSV]] as const) {
        await write(path.join(folder, name), triples, texts);
        assert.deepEqual(await readTriples(path.join(folder, name), texts), triples);
      }
    }
  }));
