/** `encode`: embeddings of a file of texts. */
import { counted, outputName, startProgress } from "../base/mod.ts";
import type { Encoder, Pooling, Prompts, Work } from "../encoders/mod.ts";
import { defineCommand } from "./command.ts";
import { interruptible } from "./interruptible.ts";
import { integerFrom, positiveInteger } from "./number_rules.ts";
import { flag, number, oneOf, text } from "./options.ts";
import { say } from "./output.ts";
import { checkArrowName, outputFile } from "./output_options.ts";

export default defineCommand({
  name: "encode",
  summary: "Embed a file of texts with an encoder",
  needsPackages: true,
  options: {
    encoder: text(
      "NAME",
      "minilm, minilm-1 to minilm-5 (first layers), tiny, mpnet, an id of the model hub, or a folder",
      { required: true },
    ),
    input: text(
      "FILE",
      'lines {"_id", "text"}, plain or gzipped; a "title" is put before its text; no pipe, as it is read twice',
      {
        required: true,
      },
    ),
    output: outputFile("the Arrow file that is written, never gzipped; - is standard output", {
      required: true,
    }),
    maxLength: number("N", "tokens that a text is cut to", {
      rule: integerFrom(2),
      shownDefault: "as many as the encoder takes",
    }),
    batchTokens: number("N", "tokens of a batch", { rule: positiveInteger, default: 4096 }),
    pooling: oneOf<Pooling>(
      ["mean", "cls", "pooler"],
      "pooling",
      { shownDefault: "what the encoder's folder says, else mean" },
    ),
    as: oneOf<keyof Prompts>(["query", "passage", "other"], "what the texts are, for encoders with prompts", {
      default: "other",
    }),
    normalize: flag("leave embeddings at their length; otherwise they are scaled to Euclidean length 1", {
      default: true,
    }),
  },
  examples: [
    {
      does: "embeddings of the encoder minilm",
      args: "--encoder minilm --input texts.jsonl --output embeddings.arrow",
    },
    {
      does: "an encoder of the model hub, texts cut to 128 tokens",
      args: "--encoder microsoft/mpnet-base --input texts.jsonl.gz --output mpnet.arrow --max-length 128",
    },
  ],
  details: () =>
    "The output has the columns id and embedding (a fixed-size list of float32), in the order of the input.\n" +
    "What is done is kept every few seconds: after an interruption, the same command continues.",
  async run({ encoder: name, pooling, ...options }) {
    checkArrowName(options.output);
    const { encodeFile, loadEncoder } = await import("../encoders/mod.ts");
    const encoder = await loadEncoder(name, { pooling });
    const kept = "Interrupted. What is done is kept; the same command continues.";
    return await interruptible(kept, async (signal) => {
      let progress: ReturnType<typeof showProgress> | undefined;
      try {
        const { texts, embedded } = await encodeFile(encoder, {
          ...options,
          signal,
          onProgress: (...state) => (progress ??= showProgress(encoder)).onProgress(...state),
        });
        progress?.finish();
        say(
          progress
            ? `Wrote ${outputName(options.output)}: ${
              counted(texts, "text")
            }, ${encoder.width} values each; ${counted(embedded, "text")} embedded now.`
            : `${options.output} exists already, from the same ${
              counted(texts, "text")
            }, encoder and options.`,
        );
        return 0;
      } finally {
        encoder.dispose();
      }
    });
  },
});

/** Shows the progress: the time left is that of the tokens, as the shortest texts come first. */
function showProgress(encoder: Encoder) {
  const resolution = 1e6;
  const started = performance.now();
  const progress = startProgress(`Encoding with ${encoder.name}`, { total: resolution });
  return {
    onProgress(done: number, _total: number, { share, found, foundTexts }: Work) {
      const rate = (done - foundTexts) / (performance.now() - started) * 1000;
      const speed = rate > 0 ? `, ${rate.toFixed(0)} per second` : "";
      progress.update(resolution * share, `${counted(done, "text")}${speed}`, resolution * found);
    },
    finish: () => progress.finish(),
  };
}
