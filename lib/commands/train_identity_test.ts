import assert from "node:assert/strict";
import { differing } from "../base/mod.ts";
import { readArguments } from "./read_arguments.ts";
import train from "./train.ts";
import { settingsOf, trainOptions } from "./train_options.ts";

/** Another value of every option whose change makes another training; with what it needs beside it. */
const others: Record<string, string[]> = {
  loss: ["--loss", "distributed"],
  whole: ["--whole"],
  seed: ["--seed", "2"],
  margin: ["--margin", "0.2", "--loss", "static"],
  inBatch: ["--in-batch"],
  errorFn: ["--error-fn", "l1"],
  reading: ["--reading", "reference"],
  detachTarget: ["--detach-target"],
  temperature: ["--temperature", "0.1", "--loss", "in-batch-softmax"],
  learningRate: ["--learning-rate", "0.5"],
  warmup: ["--warmup", "0.5"],
  weightDecay: ["--weight-decay", "0.5"],
  dropout: ["--dropout", "0.5"],
  queryLength: ["--query-length", "5"],
  passageLength: ["--passage-length", "5"],
  validateEvery: ["--validate-every", "3"],
  patience: ["--patience", "9"],
  sampling: ["--sampling", "random"],
  firstRank: ["--first-rank", "2"],
  lastRank: ["--last-rank", "9"],
  negatives: ["--negatives", "2"],
  random: ["--random", "0.5"],
};

/** Where the files are; what becomes other triples, steps or another encoder, which have fingerprints of their own. */
const elsewhere = [
  ..."data encoder output restart triples".split(" "),
  ..."steps epochs batchSize pooling similarity layers precision".split(" "),
];

Deno.test("an unfinished training is that of every option of train that changes its course", async () => {
  assert.deepEqual(Object.keys(trainOptions).sort(), [...Object.keys(others), ...elsewhere].sort());
  const settings = async (args: string[]) => {
    const needed = ["--data", "d", "--encoder", "tiny", "--output", "o"];
    const { options } = await readArguments(train, [...needed, ...args]);
    return { ...settingsOf(options as Parameters<typeof settingsOf>[0], { steps: 20, batchSize: 8 }) };
  };
  for (const [name, args] of Object.entries(others)) {
    const beside = name === "margin" || name === "temperature" ? args.slice(2) : [];
    assert.notEqual(differing(await settings(beside), await settings(args)), "", name);
  }
  const size = (steps: number, batchSize: number) => ({ ...settingsOf({} as never, { steps, batchSize }) });
  assert.match(
    differing(size(20, 8), size(21, 9)),
    /steps \(20 there, 21 now\), batchSize \(8 there, 9 now\)/,
  );
});
