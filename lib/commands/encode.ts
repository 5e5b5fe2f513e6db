/** `encode`: embeddings of a file of texts, or of a collection's passages. */
import { counted, outputName, startProgress, UserError } from "../base/mod.ts";
import type { EncodeFileOptions, Encoder, Pooling, Prompts, Work } from "../encoders/mod.ts";
import { collectionHelp } from "./collection_help.ts";
import { defineCommand } from "./command.ts";
import { interruptible } from "./interruptible.ts";
import { refuseWithoutEffect } from "./no_effect.ts";
import { integerBetween, integerFrom, positiveInteger } from "./number_rules.ts";
import { flag, number, oneOf, text } from "./options.ts";
import { print, say } from "./output.ts";
import { checkArrowName, outputFile } from "./output_options.ts";
import { precisionOption } from "./precision_option.ts";
import { LEAVING, ownValues, resourcesOf, SLURM, slurmOptions, withoutSlurm } from "./slurm_options.ts";

export default defineCommand({
  name: "encode",
  summary: "Embed a file of texts, or a collection's passages, with an encoder",
  usage: [
    "--encoder NAME --input FILE --output FILE [options]",
    "--encoder NAME --data FOLDER --output FILE [options]",
  ],
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
    ),
    data: text("FOLDER", `the passages of a collection instead: ${collectionHelp("corpus.jsonl")}`),
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
    precision: precisionOption(),
    as: oneOf<keyof Prompts>(["query", "passage", "other"], "what the texts are, for encoders with prompts", {
      shownDefault: "other; with --data passage",
    }),
    normalize: flag("leave embeddings at their length; otherwise they are scaled to Euclidean length 1", {
      default: true,
    }),
    ...slurmOptions,
    shards: number("N", "tasks, each of which embeds every N-th chunk of 8,192 texts", {
      rule: integerBetween(1, 9999),
      shownDefault: "8",
      group: SLURM,
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
    {
      does: "the passages of MS MARCO, in 32 tasks of a Slurm cluster",
      args:
        "--encoder minilm --data msmarco-passage --output passages.arrow --on slurm --shards 32 --time 2:00:00",
    },
  ],
  details: () =>
    "The output has the columns id and embedding (a fixed-size list of float32), in the order of the input.\n" +
    "What is done is kept every few seconds: after an interruption, the same command continues.\n\n" +
    "Passages of a large collection are mapped from the cache instead of loaded.\n" +
    "On a cluster, nodes must share this folder, its cache, the input and the output. This process joins what the tasks\n" +
    "embedded. Ctrl-C leaves the job in the queue: the same command follows it again, and with --cancel it cancels it.",
  async run({ encoder: name, pooling, precision, shards, input: file, data, ...given }) {
    const { on, dryRun, cancel } = given;
    const options = { ...ownValues(given), input: inputOf(file, data) };
    checkArrowName(options.output);
    refuseWithoutEffect("encode", { ...given, shards }, [withoutSlurm(on, ["shards"])]);
    const encoders = await import("../encoders/mod.ts");
    const sharded = async (encode: EncodeFileOptions) => ({
      ...{ encoder: name, load: { pooling, precision }, encode },
      ...{ shards: shards ?? 8, resources: await resourcesOf(given) },
      memory: (await import("../runs/mod.ts")).memoryOfEncoder(name),
    });
    if (dryRun) {
      print(await encoders.encodeScript(await sharded(options)));
      return 0;
    }
    if (cancel) {
      say(`Cancelled ${await encoders.cancelEncoding(await sharded(options))} tasks.`);
      return 0;
    }
    const encoder = await encoders.loadEncoder(name, { pooling, precision });
    const [kept, ending] = on === "slurm"
      ? ["The same command follows the job again; with --cancel it cancels it.", LEAVING]
      : ["Interrupted. What is done is kept; the same command continues.", undefined];
    return await interruptible(kept, async (signal) => {
      let progress: ReturnType<typeof showProgress> | undefined;
      const watched: EncodeFileOptions = {
        ...{ ...options, signal },
        onProgress: (...state) => (progress ??= showProgress(encoder)).onProgress(...state),
      };
      try {
        if (on === "slurm" && !await encoders.isEncoded(encoder, watched)) {
          await encoders.encodeOnSlurm(await sharded(watched), say);
        }
        const { texts, embedded } = await encoders.encodeFile(encoder, watched);
        progress?.finish();
        const now = on === "slurm" ? "embedded on Slurm" : `${counted(embedded, "text")} embedded now`;
        say(
          progress
            ? `Wrote ${outputName(options.output)}: ${
              counted(texts, "text")
            }, ${encoder.width} values each; ${now}.`
            : `${options.output} exists already, from the same ${
              counted(texts, "text")
            }, encoder and options.`,
        );
        return 0;
      } finally {
        encoder.dispose();
      }
    }, { ending });
  },
});

/** @throws UserError where not exactly one of the two is there. */
function inputOf(file: string | undefined, data: string | undefined): EncodeFileOptions["input"] {
  if (file !== undefined && data === undefined) return file;
  if (data !== undefined && file === undefined) return { data };
  throw new UserError(
    `encode: expected either --input FILE or --data FOLDER but found ${
      data === undefined ? "neither" : "both"
    }. ` +
      "`deno task encode --help` lists the options.",
  );
}

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
