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
      does: "another loss, for two passes over the triples",
      args: "--data FOLDER --encoder minilm --loss in-batch-softmax --epochs 2 --output my-encoder",
    },
    {
      does: "a static margin on one's own triples, tested on all passages",
      args:
        "--data FOLDER --encoder FOLDER --loss static --margin 0.3 --triples triples.tsv --whole --output my-encoder",
    },
  ],
  details: async () => {
    const { FEW, PARTS } = await import("../runs/fine_tuning/mod.ts");
    const part = ({ queries, depth, random }: typeof PARTS[keyof typeof PARTS]) =>
      `${queries} queries, their judged passages, BM25's best ${depth} of each, and ${random} at random`;
    return "A margin is the cosine of a query with its positive, less that with its negative. The loss adaptive wants it to be\n" +
      "(1 + c) / 2, where c is the cosine of the two passages; distributed compares it with that value for every negative\n" +
      "of the batch; static wants the number --margin. in-batch-softmax has no margin: each query has to pick its positive\n" +
      "among all passages of the batch.\n\n" +
      "The encoder is written as a folder that loadEncoder, transformers and sentence-transformers load, with a model card\n" +
      "(README.md), the history (Arrow and JSON lines) and a figure. Where there is no dev or test split, train queries are\n" +
      "put aside for it. Where a collection has more than " + FEW.toLocaleString("en") +
      " passages, searches are over a fixed part, which every line\n" +
      `names. For dev: ${part(PARTS.dev)};\nfor test: ${part(PARTS.test)},\nor all with --whole.\n\n` +
      "Passages are cut at --passage-length tokens and queries at --query-length, special tokens included. The folder keeps\n" +
      "the length of passages (max_seq_length): whatever loads it cuts every text there. It does not keep that of queries.\n\n" +
      "After Ctrl-C or SIGTERM, what is done is saved at the end of the step, which may take a while where steps are long;\n" +
      "the exit code is 130 or 143. The same command continues. With another option that changes the training, other data\n" +
      "or another encoder, it is refused, which names the difference; --restart drops what is there. Of two processes with\n" +
      "one --output, the second is refused.";
  },
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
