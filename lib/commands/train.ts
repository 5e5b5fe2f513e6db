/** `train`: fine-tunes an encoder on a collection, and says what that changed. */
import { duration, startProgress, textTable } from "../base/mod.ts";
import { defineCommand } from "./command.ts";
import { interruptible } from "./interruptible.ts";
import { print, say } from "./output.ts";
import { checkTrainOptions, settingsOf, trainOptions } from "./train_options.ts";

export default defineCommand({
  name: "train",
  summary: "Fine-tune an encoder on a collection of your own, and test what that changed",
  needsPackages: true,
  options: trainOptions,
  examples: [
    {
      does: "negatives are mined, and the best weights by the dev queries are kept",
      args: "--data FOLDER --encoder minilm --output my-encoder",
    },
    {
      does: "another loss, for two passes over the pairs",
      args: "--data FOLDER --encoder minilm --loss in-batch-softmax --epochs 2 --output my-encoder",
    },
    {
      does: "a static margin on one's own triples, tested on all passages",
      args:
        "--data FOLDER --encoder FOLDER --loss static --margin 0.3 --triples triples.tsv --whole --output my-encoder",
    },
  ],
  details: () =>
    "The encoder is written as a folder that loadEncoder, transformers and sentence-transformers load, with a model card\n" +
    "(README.md), the history (Arrow and JSON lines) and a figure. Where there is no dev or test split, train queries are\n" +
    "put aside for it. Where a collection has many passages, searches are over a fixed part, which every line names.\n" +
    "After Ctrl-C or SIGTERM, the same command continues; the exit code is then 130 or 143.",
  async run(options) {
    checkTrainOptions(options);
    const { prepareTraining, performTraining } = await import("./train_job.ts");
    const started = performance.now();
    const job = await prepareTraining(options, settingsOf, say);
    const progress = startProgress(`${options.encoder}, ${job.label}`, { total: 1e6 });
    const kept = `Interrupted. What is done is kept in ${options.output}; the same command continues.`;
    try {
      return await interruptible(kept, async (signal) => {
        const result = await performTraining(job, {
          signal,
          onProgress: (share, note) => progress.update(1e6 * share, note),
        });
        progress.finish("done");
        say(`Tested on ${result.test}.`);
        print(textTable(result.rows, { left: [0, 1, 2, 3] }));
        say(result.verdict);
        say(
          `Wrote ${options.output}, the weights of step ${result.bestStep}, in ${
            duration((performance.now() - started) / 1000)
          }. Its README.md says how to use it.`,
        );
        return 0;
      });
    } finally {
      job.dispose();
    }
  },
});
