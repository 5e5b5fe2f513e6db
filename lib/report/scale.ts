/** `results/scale.md`: what the paper's experiments would cost, from one measured step, counted arithmetic, assumptions. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { inProject, UserError, writeAtomically } from "../base/mod.ts";
import { cards, LENGTHS_ASSUMED, measuredSteps, SHARE_OF_PEAK, STEP_TRIPLES } from "../studies/mod.ts";
import { diskTable, memoryTable, packingTable, stepTable } from "./scale_tables.ts";
import { experimentTable } from "./scale_experiments.ts";

const file = () => inProject("results", "scale.md");

const peaks = cards.map(({ name, peak }) => `${name} ${peak / 1e12} TFLOP/s`).join(", ");

/** What `results/scale.md` says. */
async function scale(): Promise<string> {
  const { machine, date } = measuredSteps();
  return `# What the paper's experiments would cost

Derived by \`deno task bench --commit paper_step\`; a test compares. Numbers are of three kinds, and each table says of
which: *measured* here, *counted* exactly from sizes, *reckoned* (≈) from both by what is assumed below. **No card was
measured**, and MS MARCO is not here.

## Assumed

- Lengths of MS MARCO in tokens: ${LENGTHS_ASSUMED}. The
  collection's own distribution is not known here.
- A card reaches ${
    100 * SHARE_OF_PEAK
  } % of what its data sheet says of products of 16-bit numbers, summed in 32 bits
  (${peaks}), in training and in encoding alike. It needs no chunks, so that a step
  takes three times the operations of a forward pass.
- The processor has instructions for bfloat16 (AVX512-BF16). Its time grows with the triples: a step of ${STEP_TRIPLES} was measured, on one core; both cores are taken to
  do twice the work of one.
- An epoch has the most triples that there can be: 128 of each of the 502,939 train queries that MS MARCO judges.
  Queries with fewer pairs are left out, so that it has fewer. Final models, which stop early, count with a whole epoch.

## A step, measured

On ${machine}, with one thread, ${date}: seconds of a core's work and
the process's peak memory; products of bfloat16, which this processor has instructions for, dropout 0.1,
${STEP_TRIPLES} triples, chunks that fill some 3 GB. What was measured is BERT with random weights, of the sizes of DistilBERT (6
layers) and of MPNet and RoBERTa (12 layers). See [bench/paper_step.md](bench/paper_step.md).

${stepTable()}
## What packing saves

Against padding every query to 20 tokens and every passage to 200, as the reference does. Tokens and operations are counted
on the assumed lengths; times are the measured ones above.

${packingTable()}
## The experiments

Runs and triples are counted; operations are counted on the assumed lengths (forward and backward, with what validations
and tests embed); hours are reckoned. A run of experiments 1 to 3 is tested on BM25's best 1,000 passages of each query, a
final model on all 8.8 million. \`paper-roberta-pooler\`, an option with RoBERTa's random pooler, is run by its name alone.

${await experimentTable()}
## Memory

Counted: a training holds each weight, its gradient and two moments, 16 bytes a value. What a step needs beside them was
measured on a processor, above, and on no card.

${memoryTable()}
## Disk

Counted; downloads by their published sizes; passages in the cache and the index as [measured](bench/scale.md) on a generated
collection of that size.

${await diskTable()}`;
}

/** Writes `results/scale.md`. */
export async function writeScale(): Promise<void> {
  await writeAtomically(file(), await scale());
}

/**
 * Checks that `results/scale.md` says what the measured step and the code give.
 *
 * @throws UserError with the first line that differs.
 */
export async function checkScale(): Promise<void> {
  const found = existsSync(file()) ? (await readFile(file(), "utf8")).split("\n") : [];
  const expected = (await scale()).split("\n");
  const at = expected.findIndex((line, i) => line !== found[i]);
  if (at < 0 && found.length === expected.length) return;
  throw new UserError(
    `Expected line ${at + 1} of ${file()} to be "${expected[at] ?? ""}" but found "${found[at] ?? ""}". ` +
      "`deno task bench --commit paper_step` writes it.",
  );
}
