/**
 * Makes the encoder `tiny` from the text of the collection `wordnet`.
 *
 * No dev or test query is among its training text, nor in the word counts of its vocabulary.
 */
import { rm } from "node:fs/promises";
import path from "node:path";
import { inCache, writeAtomically } from "../base/mod.ts";
import { loadWordNet } from "../data/mod.ts";
import { type BertConfig, saveEncoder } from "../encoders/mod.ts";
import { countWords, loadTokenizer, trainWordPiece, writeTokenizer } from "../text/mod.ts";
import { pretrain, type PretrainOptions } from "./pretrain.ts";
import { tinyCard } from "./tiny_card.ts";

const TINY: BertConfig = {
  model_type: "bert",
  vocab_size: 8000,
  hidden_size: 128,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  intermediate_size: 512,
  hidden_act: "gelu",
  max_position_embeddings: 256,
  type_vocab_size: 2,
  layer_norm_eps: 1e-12,
};

const TRAINING = { batchTokens: 3072, learningRate: 2e-3, warmupSteps: 300, maxLength: 64, seed: 20250718 };

export interface PretrainTinyOptions extends Pick<PretrainOptions, "signal" | "onStep"> {
  /** Updates. */
  steps: number;
  /** Folder that the encoder is written to. */
  output: string;
  /** Start again from the beginning, also where a checkpoint of an interrupted call exists; default false. */
  restart?: boolean;
}

/**
 * Pretrains `tiny` by masked-language modelling and writes it to a folder, with a model card.
 *
 * An interrupted call leaves a checkpoint in the cache, from which the next call with as many steps continues.
 *
 * @returns The number of its parameters.
 */
export async function pretrainTiny(options: PretrainTinyOptions): Promise<{ parameters: number }> {
  const { steps, output, restart = false, signal, onStep } = options;
  const texts = await pretrainingTexts();
  await letSignalsBeHandled(signal);
  const folder = inCache("pretrain", `tiny-${steps}`);
  if (restart) await rm(folder, { recursive: true, force: true });

  const vocabulary = trainWordPiece(countWords(texts), { vocabularySize: TINY.vocab_size });
  await letSignalsBeHandled(signal);
  const config = { ...TINY, vocab_size: vocabulary.length };
  await writeTokenizer(folder, vocabulary, { maxLength: config.max_position_embeddings });
  const tokenizer = await loadTokenizer(folder);
  const { encoder, log } = await pretrain(texts, { config, tokenizer, name: "tiny" }, {
    ...TRAINING,
    steps,
    checkpoint: { folder, every: 250, ifDamaged: "start over" },
    signal,
    onStep,
  });
  // Stored runs name the shipped weights by their file's hash, which a checksum inside would change.
  await saveEncoder(encoder, output, { checksum: false });
  const card = tinyCard(encoder, log, { ...TRAINING, steps, texts: texts.length });
  await writeAtomically(path.join(output, "README.md"), card);
  await rm(folder, { recursive: true, force: true });
  return { parameters: encoder.parameters };
}

/** @throws The signal's reason where it is aborted. */
async function letSignalsBeHandled(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  signal?.throwIfAborted();
}

/** Every passage, and the queries of the train split. */
async function pretrainingTexts(): Promise<string[]> {
  const { passages, queries, split } = await loadWordNet();
  return [...passages.texts, ...Array.from(split.train, (position) => queries.texts[position])];
}
