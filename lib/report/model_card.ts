/** The README of a fine-tuned encoder: what it was trained on, how, and what that changed. */
import { counted, markdownTable } from "../base/mod.ts";
import { effectInWords, effectRows, type MeasuredEffect } from "./effect_table.ts";

export interface ModelCard {
  /** The folder's name. */
  readonly name: string;
  /** The encoder that training began from, as it was named. */
  readonly base: string;
  /** The collection, as it was named. */
  readonly collection: string;
  readonly loss: string;
  /** Settings by name, in the order of the card. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly triples: number;
  /** What was searched for validation and test, in words. */
  readonly dev: string;
  readonly test: string;
  readonly bestStep: number;
  readonly effects: readonly MeasuredEffect[];
  /** Further facts, a sentence each. */
  readonly notes: readonly string[];
  /** The command that made it. */
  readonly command: string;
  /** Processor, cores and engine; and the commit of this software. */
  readonly machine: string;
  readonly software: string;
  readonly seconds: number;
}

/** The card as Markdown, with the front matter that the model hub reads. */
export function modelCard(card: ModelCard): string {
  const settings = Object.entries(card.settings).map(([name, value]) => [name, String(value)]);
  return `---
library_name: sentence-transformers
pipeline_tag: sentence-similarity
tags:
  - sentence-transformers
  - feature-extraction
  - sentence-similarity
---

# ${card.name}

A retrieval encoder: ${card.base}, fine-tuned on ${card.collection} with the loss "${card.loss}".

## What training changed

Measured on ${card.test}; means with 95 % bootstrap intervals over the queries. p is of Fisher's randomisation test, paired
by query. One seed was trained, so the intervals do not cover the variation between trainings.

${markdownTable(effectRows(card.effects))}
${effectInWords(card.effects)}

## How to use it

\`\`\`python
from sentence_transformers import SentenceTransformer

model = SentenceTransformer("path/to/${card.name}")
queries = model.encode_query(["a question"])
passages = model.encode_document(["a passage"])
print(model.similarity(queries, passages))
\`\`\`

With this project: \`loadEncoder("path/to/${card.name}")\`, or
\`deno task search --data FOLDER --method path/to/${card.name} --output FILE\`.

## Training

${
    counted(card.triples, "triple")
  } (query, positive, negative). The weights kept are those of step ${card.bestStep},
the best on ${card.dev}.

${markdownTable([["setting", "value"], ...settings], { left: [0, 1] })}
${card.notes.map((note) => `- ${note}\n`).join("")}
Made by \`${card.command}\` in ${
    Math.round(card.seconds)
  } s on ${card.machine}, software ${card.software}. The history of every
step is in \`history.arrow\` and \`history.jsonl\`, the course of the training in \`training.svg\`.
`;
}
