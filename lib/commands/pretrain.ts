/**
 * `deno task pretrain`: makes the encoder `tiny` from the text of the collection `wordnet`.
 *
 * No dev or test query is among its text, nor any count of theirs in its vocabulary.
 */
import { rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { inCache, inProject, root, startProgress, UserError, writeAtomically } from "../base/mod.ts";
import { loadWordNet } from "../data/mod.ts";
import { type BertConfig, type Encoder, saveEncoder } from "../encoders/mod.ts";
import { engine } from "../engine/mod.ts";
import { countWords, loadTokenizer, trainWordPiece, writeTokenizer } from "../text/mod.ts";
import { pretrain as pretrainEncoder, type PretrainLog, type PretrainOptions } from "../training/mod.ts";

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

const HELP = `deno task pretrain [--steps N] [--output FOLDER] [--restart]

Pretrains the encoder tiny by masked-language modelling on the text of the collection wordnet.
  --steps N        updates, of about ${TRAINING.batchTokens} tokens each (default 5000)
  --output FOLDER  where the encoder goes (default data/tiny)
  --restart        forget an interrupted pretraining instead of going on with it`;

/** Runs the command; returns the exit code. */
export async function pretrain(args: string[]): Promise<number> {
  const { steps, output, restart, help } = parse(args);
  if (help) {
    console.log(HELP);
    return 0;
  }
  const texts = await pretrainingTexts();
  const folder = inCache("pretrain", `tiny-${steps}`);
  if (restart) await rm(folder, { recursive: true, force: true });

  const vocabulary = trainWordPiece(countWords(texts), { vocabularySize: TINY.vocab_size });
  const config = { ...TINY, vocab_size: vocabulary.length };
  await writeTokenizer(folder, vocabulary, { maxLength: config.max_position_embeddings });
  const tokenizer = await loadTokenizer(folder);

  const stop = new AbortController();
  const interrupt = () =>
    stop.abort(new UserError("Interrupted. The same command goes on from the last checkpoint."));
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  const progress = startProgress("pretraining tiny", { total: steps });
  let average = 0;
  const options: PretrainOptions = {
    ...TRAINING,
    steps,
    checkpoint: { folder, every: 250 },
    signal: stop.signal,
    onStep({ step, loss }) {
      average = average ? 0.98 * average + 0.02 * loss : loss;
      progress.update(step, `loss ${average.toFixed(3)} nats`);
    },
  };
  const { encoder, log } = await pretrainEncoder(texts, { config, tokenizer, name: "tiny" }, options);
  progress.finish(`loss ${average.toFixed(3)} nats`);
  await saveEncoder(encoder, output);
  await writeAtomically(
    path.join(output, "README.md"),
    modelCard(encoder, log, { steps, texts: texts.length }),
  );
  await rm(folder, { recursive: true, force: true });
  console.log(`Wrote ${path.relative(root, output)}: ${encoder.parameters.toLocaleString("en")} parameters.`);
  return 0;
}

/** Every passage, and the queries of the train split. */
async function pretrainingTexts(): Promise<string[]> {
  const { passages, queries, split } = await loadWordNet();
  return [...passages.texts, ...Array.from(split.train, (position) => queries.texts[position])];
}

function parse(args: string[]) {
  const options = {
    steps: { type: "string", default: "5000" },
    output: { type: "string", default: inProject("data", "tiny") },
    restart: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  } as const;
  let values;
  try {
    values = parseArgs({ args, options }).values;
  } catch (error) {
    throw new UserError(`${(error as Error).message}\n\n${HELP}`);
  }
  const steps = Number(values.steps);
  if (!Number.isInteger(steps) || steps < 1) {
    throw new UserError(`Expected --steps to be a positive integer but found "${values.steps}"`);
  }
  return { ...values, steps };
}

/** The card that lies beside the weights; its numbers come from the log. */
function modelCard(encoder: Encoder, log: PretrainLog, about: { steps: number; texts: number }): string {
  const { config } = encoder;
  const last = log.losses.slice(-200);
  const mean = last.reduce((sum, loss) => sum + loss, 0) / last.length;
  const backend = engine.backend === "tensorflow"
    ? `TensorFlow ${engine.tensorflow}`
    : `tfjs on ${engine.backend}`;
  return `# tiny

A BERT of ${config.num_hidden_layers} layers, width ${config.hidden_size}, ${config.num_attention_heads} heads and a
lower-casing WordPiece of ${config.vocab_size.toLocaleString("en")} entries:
${
    encoder.parameters.toLocaleString("en")
  } parameters. It was never trained for retrieval: it is this project's example of
an encoder whose own similarity estimates are poor at the start.

| | |
|---|---|
| Made by | \`deno task pretrain --steps ${about.steps}\` |
| Data | the collection \`wordnet\`: all passages and the queries of the train split, ${
    about.texts.toLocaleString("en")
  } texts; no dev or test query, neither for the weights nor for the vocabulary |
| Task | masked-language modelling, 15 % of the tokens (of these 80 % masked, 10 % random, 10 % kept) |
| Optimiser | AdamW, learning rate ${TRAINING.learningRate} after ${TRAINING.warmupSteps} steps of warm-up, then linearly to 0; weight decay 0.01 |
| Steps | ${about.steps.toLocaleString("en")} of about ${TRAINING.batchTokens.toLocaleString("en")} tokens; ${
    log.tokens.toLocaleString("en")
  } tokens in all |
| Loss | ${mean.toFixed(2)} nats a masked token, mean of the last ${last.length} steps (training text) |
| Time | ${Math.round(log.seconds / 60)} minutes on ${os.cpus().length} cores (${
    os.cpus()[0].model.trim()
  }), ${backend} |
| Seed | ${TRAINING.seed} |
| Pooling | mean |
| Licence | that of the project; WordNet's text is under the WordNet licence |

The output head is not kept. \`loadEncoder("tiny")\` loads it; sentence-transformers reads the folder as well.
`;
}
