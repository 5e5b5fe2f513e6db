/** The README of an encoder that a run trained: which run, its settings, and how its number is repeated. */
import { markdownTable } from "../base/mod.ts";
import { choiceLabel, sizesOf } from "./collections/registry.ts";
import { collectionLabel, type RunConfig, runLabel, testLengths } from "./config.ts";
import { kindOf } from "./methods/registry.ts";
import { runSettings } from "./run_settings.ts";
import { rerankDepth } from "./sizes.ts";

export interface EncoderCardOptions {
  readonly hash: string;
  /** The fingerprint of the weights that training began from; "" where the code fixes them. */
  readonly weights: string;
  /** Where the encoder is. */
  readonly folder: string;
}

/** The card as Markdown, with the front matter that the model hub reads. */
export function encoderCard(config: RunConfig, { hash, weights, folder }: EncoderCardOptions): string {
  const ofPairs = kindOf(config.method).listLoss !== undefined;
  const settings = {
    encoder: config.encoder,
    ...(weights && { "weights before": weights }),
    ...runSettings(config),
    precision: precisionOf(config),
    seed: config.seed,
  };
  const rows = Object.entries(settings).map(([name, value]) => [name, String(value)]);
  return `---
library_name: sentence-transformers
pipeline_tag: ${ofPairs ? "text-ranking" : "sentence-similarity"}
tags:
  - sentence-transformers
---

# ${runLabel(config)}

A ${ofPairs ? "cross-encoder" : "retrieval encoder"}: "${runLabel(config)}", trained on ${
    collectionLabel(config)
  }, seed ${config.seed}. It is of run ${hash}; that
run's numbers are stored under the same name. \`run.json\` says so to programs, and \`SHA256SUMS\` has the checksums of all
files.

${markdownTable([["setting", "value"], ...rows], { left: [0, 1] })}
## Repeat its number

\`\`\`sh
${(ofPairs ? rerankLines : searchLines)(config, folder).join("\n")}
\`\`\`

${howMuchIsRepeated(config)}
`;
}

function precisionOf({ encoderOptions }: RunConfig): string {
  return encoderOptions?.precision ?? "float32";
}

function searchLines(config: RunConfig, folder: string): string[] {
  return [
    `deno task search --data ${dataOf(config)} --split test --method ${word(folder)} ` +
    `${lengthsOf(config)} --precision ${precisionOf(config)} --output kept.run`,
  ];
}

/** A cross-encoder reorders the candidates of BM25. */
function rerankLines(config: RunConfig, folder: string): string[] {
  const data = dataOf(config);
  return [
    `deno task search --data ${data} --split test --method bm25 --output bm25.run`,
    `deno task rerank --run bm25.run --data ${data} --encoder ${word(folder)} ${lengthsOf(config)} ` +
    `--depth ${rerankDepth} --output kept.run`,
  ];
}

function lengthsOf(config: RunConfig): string {
  const { maxQueryLength, maxPassageLength } = testLengths(config);
  return `--query-length ${maxQueryLength} --passage-length ${maxPassageLength}`;
}

/** What `--data` takes: a folder, or a name, with the subset where that is one of queries. */
function dataOf({ collection }: RunConfig): string {
  const { name, subset, folder } = collection;
  return word(folder ?? (subset === "whole" || !isSearchedWhole(collection) ? name : `${name}#${subset}`));
}

/** Whether the test queries search all passages; `search` takes no part of a collection. */
function isSearchedWhole(collection: RunConfig["collection"]): boolean {
  return sizesOf(collection).test === "all";
}

function howMuchIsRepeated({ collection }: RunConfig): string {
  if (isSearchedWhole(collection)) {
    return "That is the run's ranking, where the collection has a split `test` of its own. `deno task evaluate` measures it.";
  }
  return `The run itself searched a part, ${
    choiceLabel(collection)
  }, which \`search\` does not take: the whole collection has other
numbers.`;
}

/** A text as one word of the shell. */
function word(text: string): string {
  return /^[\w./:=+#-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
