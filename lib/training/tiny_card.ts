/** The model card of the encoder `tiny`. */
import os from "node:os";
import { counted } from "../base/mod.ts";
import type { Encoder } from "../encoders/mod.ts";
import { engine } from "../engine/mod.ts";
import type { PretrainLog } from "./pretrain.ts";

/** What the card says beside the encoder and its log. */
export interface TinyFacts {
  readonly steps: number;
  /** How many texts it was pretrained on. */
  readonly texts: number;
  readonly batchTokens: number;
  readonly learningRate: number;
  readonly warmupSteps: number;
  readonly seed: number;
}

/** The card in Markdown, to lie beside the weights. Its numbers come from the log. */
export function tinyCard(encoder: Encoder, log: PretrainLog, facts: TinyFacts): string {
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
| Made by | \`deno task pretrain --steps ${facts.steps}\` |
| Data | the collection \`wordnet\`: all passages and the queries of the train split, ${
    facts.texts.toLocaleString("en")
  } texts; no dev or test query, neither for the weights nor for the vocabulary |
| Task | masked-language modelling, 15 % of the tokens (of these 80 % masked, 10 % random, 10 % kept) |
| Optimiser | AdamW, learning rate ${facts.learningRate} after ${facts.warmupSteps} steps of warm-up, then linearly to 0; weight decay 0.01 |
| Steps | ${facts.steps.toLocaleString("en")} of about ${facts.batchTokens.toLocaleString("en")} tokens; ${
    log.tokens.toLocaleString("en")
  } tokens in all |
| Loss | ${mean.toFixed(2)} nats a masked token, mean of the last ${last.length} steps (training text) |
| Time | ${Math.round(log.seconds / 60)} minutes on ${counted(os.cpus().length, "core")} (${
    os.cpus()[0].model.trim()
  }), ${backend} |
| Seed | ${facts.seed} |
| Pooling | mean |
| Licence | that of the project; WordNet's text is under the WordNet licence |

The output head is not kept. \`loadEncoder("tiny")\` loads it; sentence-transformers reads the folder as well.
`;
}
