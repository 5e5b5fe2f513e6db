/**
 * What the paper's experiments need, small enough for tests, in a mirror folder: MS MARCO's published files, made from
 * WordNet, and encoders of the three architectures with one layer, under the names of the real ones.
 */
import path from "node:path";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { generator, inProject, shuffle, textsAt } from "../../base/mod.ts";
import { loadWordNet } from "../../data/mod.ts";
import { writeMSMarco } from "../../data/ms_marco/ms_marco_for_tests.ts";
import {
  type EncoderConfig,
  makeEncoder,
  randomWeights,
  saveEncoder,
  weightShapes,
} from "../../encoders/mod.ts";
import { loadTokenizer } from "../../text/mod.ts";
import { distilbert, mpnet, roberta } from "./setting.ts";

/** Queries of each set, and passages besides those that are judged. */
const QUERIES = 6, OTHERS = 240;

/** Pairs of the train queries: five of them have enough. */
const PAIRS = [128, 130, 128, 140, 128, 100];

/** Triples that are taken of these. */
export const FIXTURE_TRIPLES = 5 * 128;

const lines = (rows: readonly (readonly unknown[])[], between = "\t") =>
  rows.map((row) => `${row.join(between)}\n`).join("");

/** MS MARCO's files by their names: queries of WordNet, with the senses that are meant and others. */
async function wordNetAsMSMarco(): Promise<Record<string, string>> {
  const { queries, passages, qrels, split } = await loadWordNet();
  const random = generator(5);
  const positionOf = new Map(passages.ids.map((id, position) => [id, position]));
  const judged = (query: number) =>
    [...qrels.get(queries.ids[query])!.keys()].map((id) => positionOf.get(id)!).slice(0, 2);
  const drawn = shuffle(split.train.slice(), random);
  const asked = Object.fromEntries(["train", "dev", "dl19", "dl20"].map((set, i) => [
    set,
    [...drawn.subarray(i * QUERIES, (i + 1) * QUERIES)],
  ]));
  const others = shuffle(Int32Array.from(passages.ids.keys()), random).subarray(0, OTHERS);
  const kept = [...new Set([...Object.values(asked).flat().flatMap(judged), ...others])].sort((a, b) =>
    a - b
  );
  const { texts } = textsAt(passages, Int32Array.from(kept));
  const numberOf = new Map(kept.map((position, number) => [position, number]));
  // As in MS MARCO, ids are numbers: of a query, its position.
  const relevant = (query: number) => judged(query).map((position) => numberOf.get(position)!);
  const queryLines = (set: string) => lines(asked[set].map((query) => [query, queries.texts[query]]));
  const qrelLines = (set: string) => lines(asked[set].map((query) => [query, 0, relevant(query)[0], 1]));
  const nist = (set: string) =>
    lines(
      asked[set].flatMap((query) => {
        const [best, ...related] = relevant(query);
        return [[query, "Q0", best, 3], ...related.map((number) => [query, "Q0", number, 1])];
      }),
      " ",
    );
  const candidates = (set: string) =>
    lines(asked[set].flatMap((query) => {
      const found = new Set([
        ...relevant(query),
        ...Array.from({ length: 12 }, () => random.below(kept.length)),
      ]);
      return [...found].map((number) => [query, number, queries.texts[query], texts[number]]);
    }));
  const pairs = asked.train.flatMap((query, i) =>
    Array.from({ length: PAIRS[i] }, () => [query, relevant(query)[0], random.below(kept.length)])
  );
  return {
    "collection.tsv": lines(kept.map((_, number) => [number, texts[number]])),
    "queries.train.tsv": queryLines("train"),
    "queries.dev.small.tsv": queryLines("dev"),
    "queries.eval.tsv": queryLines("dev"),
    "qrels.train.tsv": qrelLines("train"),
    "qrels.dev.small.tsv": qrelLines("dev"),
    "qidpidtriples.train.full.2.tsv": lines(pairs),
    "msmarco-test2019-queries.tsv": queryLines("dl19"),
    "2019qrels-pass.txt": nist("dl19"),
    "msmarco-passagetest2019-top1000.tsv": candidates("dl19"),
    "msmarco-test2020-queries.tsv": queryLines("dl20"),
    "2020qrels-pass.txt": nist("dl20"),
    "msmarco-passagetest2020-top1000.tsv": candidates("dl20"),
  };
}

const sizes = {
  hidden_size: 16,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  intermediate_size: 32,
  hidden_act: "gelu",
  max_position_embeddings: 256,
  type_vocab_size: 0,
  layer_norm_eps: 1e-5,
} as const;

const configs: Readonly<Record<string, Omit<EncoderConfig, "vocab_size">>> = {
  [mpnet]: { ...sizes, model_type: "mpnet", pad_token_id: 1 },
  [distilbert]: { ...sizes, model_type: "distilbert" },
  [roberta]: { ...sizes, model_type: "roberta", type_vocab_size: 1, pad_token_id: 1 },
};

async function writeEncoders(mirror: string): Promise<void> {
  const tokenizer = await loadTokenizer(inProject("data", "tiny"));
  for (const [name, sized] of Object.entries(configs)) {
    const config = { ...sized, vocab_size: tokenizer.vocabularySize };
    const weights = randomWeights(weightShapes(config), 3);
    const encoder = makeEncoder({ name, config, tokenizer, pooling: "cls", weights });
    await saveEncoder(encoder, path.join(mirror, name));
    encoder.dispose();
  }
}

/** Runs something with the fixture in a mirror folder, and a cache of its own. */
export async function withPaperFixture<T>(use: (mirror: string) => Promise<T>): Promise<T> {
  const files = await wordNetAsMSMarco();
  return await inTemporaryFolder(
    () =>
      inTemporaryFolder(async (mirror) => {
        await writeMSMarco(mirror, { layout: "published", files });
        await writeEncoders(mirror);
        return await use(mirror);
      }, { variable: "KIT_MIRROR" }),
    { variable: "KIT_CACHE" },
  );
}
