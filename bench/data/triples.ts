/** Random data for benches of encoders: weights, and triples with MS MARCO's lengths. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Generator } from "../../lib/base/mod.ts";
import {
  type BertConfig,
  makeEncoder,
  randomWeights,
  saveEncoder,
  weightShapes,
} from "../../lib/encoders/mod.ts";
import { passageLength, queryLength } from "../../lib/studies/paper/lengths.ts";
import { specialTokens, type Tokenizer, wordPiece } from "../../lib/text/mod.ts";

/** Token ids of a batch of triples, one list for each text, including special tokens. */
export interface TripleTokens {
  queries: number[][];
  positives: number[][];
  negatives: number[][];
}

/** [CLS], [SEP] and the first word in BERT's vocabulary. */
const CLS = 101, SEP = 102, FIRST_WORD = 1996;

/** Random ids of a text of `length` tokens. */
export function tokens(length: number, vocabulary: number, random: Generator): number[] {
  const words = Array.from({ length: length - 2 }, () => FIRST_WORD + random.below(vocabulary - FIRST_WORD));
  return [CLS, ...words, SEP];
}

/** A batch of random triples. */
export function randomTriples(triples: number, vocabulary: number, random: Generator): TripleTokens {
  const texts = (length: (random: Generator) => number) =>
    Array.from({ length: triples }, () => tokens(length(random), vocabulary, random));
  return {
    queries: texts(queryLength),
    positives: texts(passageLength),
    negatives: texts(passageLength),
  };
}

/** BERT of MiniLM's size, or another. */
export function bertConfig(sizes: { layers: number; width: number; heads: number }): BertConfig {
  return {
    model_type: "bert",
    vocab_size: 30522,
    hidden_size: sizes.width,
    num_hidden_layers: sizes.layers,
    num_attention_heads: sizes.heads,
    intermediate_size: 4 * sizes.width,
    hidden_act: "gelu",
    max_position_embeddings: 512,
    type_vocab_size: 2,
    layer_norm_eps: 1e-12,
  };
}

/** Writes an encoder with BERT's random start and CLS pooling, unless there is one. */
export async function writeRandomEncoder(folder: string, config: BertConfig, seed: number): Promise<void> {
  if (existsSync(path.join(folder, "model.safetensors"))) return;
  const weights = randomWeights(weightShapes(config), seed);
  const tokenizer = randomTokenizer(config);
  const encoder = makeEncoder({ name: "random", config, tokenizer, pooling: "cls", weights });
  await saveEncoder(encoder, folder);
  encoder.dispose();
}

/** A tokenizer of any words: the batches are token ids already. */
export function randomTokenizer(config: BertConfig): Tokenizer {
  const words = Array.from({ length: config.vocab_size - specialTokens.length }, (_, i) => `w${i}`);
  return wordPiece([...specialTokens, ...words]);
}
