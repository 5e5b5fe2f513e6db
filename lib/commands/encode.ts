/** `encode`: embeddings of a file of texts. */
import { checkReplaceable, type Progress, startProgress } from "../base/mod.ts";
import type { Pooling, Prompts } from "../encoders/mod.ts";
import { defineCommand } from "./command.ts";
import { integerFrom, positiveInteger } from "./number_rules.ts";
import { flag, number, oneOf, text } from "./options.ts";
import { say } from "./output.ts";

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
    input: text("FILE", 'lines {"_id", "text"}, plain or gzipped; a "title" is put before its text', {
      required: true,
    }),
    output: text("FILE", "the Arrow file that is written", { required: true }),
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
    "After an interruption, the same command continues.",
  async run({ encoder: name, pooling, ...options }) {
    const { encodeFile, loadEncoder } = await import("../encoders/mod.ts");
    checkReplaceable(options.output);
    const encoder = await loadEncoder(name, { pooling });
    let progress: Progress | undefined;
    let first: { done: number; at: number } | undefined;
    const { texts, embedded } = await encodeFile(encoder, {
      ...options,
      onProgress(done, total) {
        progress ??= startProgress(`Encoding with ${encoder.name}`, { total });
        first ??= { done, at: performance.now() };
        const rate = (done - first.done) / (performance.now() - first.at) * 1000;
        const speed = rate > 0 ? `, ${rate.toFixed(0)} per second` : "";
        progress.update(done, `${done.toLocaleString("en")} texts${speed}`);
      },
    });
    progress?.finish();
    const count = (texts: number) => `${texts.toLocaleString("en")} ${texts === 1 ? "text" : "texts"}`;
    say(
      progress
        ? `Wrote ${options.output}: ${count(texts)}, ${encoder.width} values each; ${
          count(embedded)
        } embedded now.`
        : `${options.output} exists already, from the same ${count(texts)}, encoder and options.`,
    );
    encoder.dispose();
    return 0;
  },
});
