/** `pretrain`: makes the encoder `tiny`. */
import { checkOutputFolder, inProject, type Progress, startProgress } from "../base/mod.ts";
import { defineCommand } from "./command.ts";
import { interruptible } from "./interruptible.ts";
import { positiveInteger } from "./number_rules.ts";
import { flag, number } from "./options.ts";
import { say } from "./output.ts";
import { outputFolder } from "./output_options.ts";

export default defineCommand({
  name: "pretrain",
  summary: "Pretrain the encoder `tiny`",
  needsPackages: true,
  options: {
    steps: number("N", "updates, of about 3072 tokens each", { rule: positiveInteger, default: 5000 }),
    output: outputFolder("where the encoder is written", { shownDefault: "data/tiny" }),
    restart: flag("start again from the beginning instead of continuing an interrupted pretraining"),
  },
  examples: [
    { does: "the encoder of the project", args: "" },
    { does: "a short trial", args: "--steps 100 --output my-encoder" },
  ],
  details: () => "The task is masked-language modelling on the text of the collection wordnet.",
  async run({ steps, output = inProject("data", "tiny"), restart }) {
    await checkOutputFolder(output);
    const { pretrainTiny } = await import("../training/mod.ts");
    const kept = "Interrupted. What is done is kept; the same command continues.";
    return await interruptible(kept, async (signal) => {
      let progress: Progress | undefined;
      let average = 0, before = 0;
      const loss = () => `loss ${average.toFixed(3)} nats`;
      const { parameters } = await pretrainTiny({
        ...{ steps, output, restart, signal },
        onStep({ step, loss: latest }) {
          average = average ? 0.98 * average + 0.02 * latest : latest;
          if (!progress) before = step - 1;
          progress ??= startProgress("Pretraining tiny", { total: steps });
          progress.update(step, loss(), before);
        },
      });
      progress?.finish(loss());
      say(`Wrote ${output}: ${parameters.toLocaleString("en")} parameters.`);
      return 0;
    });
  },
});
