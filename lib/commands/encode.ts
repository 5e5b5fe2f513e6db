/** `deno task encode`: embeddings of a file of texts. */
import { parseArgs } from "node:util";
import { startProgress, UserError } from "../base/mod.ts";
import { encodeFile, loadEncoder, type Pooling } from "../encoders/mod.ts";

const POOLINGS: readonly Pooling[] = ["mean", "cls", "pooler"];

const HELP = `deno task encode --encoder NAME --input texts.jsonl --output embeddings.arrow [options]

Embeds texts: lines {"_id", "text"}, a "title" before its text where there is one, plain or gzipped. The output is an
Arrow file with the columns id and embedding (a fixed-size list of float32), in the order of the input.
An interrupted run goes on when the same command is given again.
  --encoder NAME      minilm, tiny, an id of the model hub, or a folder
  --max-length N      tokens a text is cut at (default: as many as the encoder takes)
  --batch-tokens N    tokens of a batch (default 4096)
  --pooling NAME      ${POOLINGS.join(", ")} (default: what the encoder's folder says, else mean)
  --no-normalize      leave embeddings as long as they are; otherwise their Euclidean length is 1`;

/** Runs the command; returns the exit code. */
export async function encode(args: string[]): Promise<number> {
  const { help, encoder: name, input, output, pooling, ...options } = parse(args);
  if (help) {
    console.log(HELP);
    return 0;
  }
  const encoder = await loadEncoder(name, { pooling });
  let progress: ReturnType<typeof startProgress> | undefined;
  let first: { done: number; at: number } | undefined;
  const { texts, embedded } = await encodeFile(encoder, {
    input,
    output,
    ...options,
    onProgress(done, total) {
      progress ??= startProgress(`encoding with ${encoder.name}`, { total });
      first ??= { done, at: performance.now() };
      const rate = (done - first.done) / (performance.now() - first.at) * 1000;
      progress.update(
        done,
        `${done.toLocaleString("en")} texts${rate > 0 ? `, ${rate.toFixed(0)} a second` : ""}`,
      );
    },
  });
  progress?.finish();
  const count = (texts: number) => `${texts.toLocaleString("en")} ${texts === 1 ? "text" : "texts"}`;
  console.log(
    progress
      ? `Wrote ${output}: ${count(texts)}, ${encoder.width} values each; ${count(embedded)} embedded now.`
      : `${output} is there already: the same ${count(texts)}, encoder and options.`,
  );
  encoder.dispose();
  return 0;
}

function parse(args: string[]) {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      encoder: { type: "string" },
      input: { type: "string" },
      output: { type: "string" },
      "max-length": { type: "string" },
      "batch-tokens": { type: "string" },
      pooling: { type: "string" },
      normalize: { type: "boolean", default: true },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const required = (name: "encoder" | "input" | "output") => {
    if (values[name] || values.help) return values[name] ?? "";
    throw new UserError(`Expected --${name} but found none.\n\n${HELP}`);
  };
  const atLeast = (least: number, name: "max-length" | "batch-tokens") => {
    const text = values[name];
    if (text === undefined) return undefined;
    if (Number.isInteger(Number(text)) && Number(text) >= least) return Number(text);
    throw new UserError(`Expected --${name} to be an integer of at least ${least} but found "${text}"`);
  };
  const pooling = POOLINGS.find((pooling) => pooling === values.pooling);
  if (values.pooling !== undefined && !pooling) {
    throw new UserError(
      `Expected --pooling to be one of ${POOLINGS.join(", ")} but found "${values.pooling}"`,
    );
  }
  return {
    help: values.help,
    encoder: required("encoder"),
    input: required("input"),
    output: required("output"),
    maxLength: atLeast(2, "max-length"),
    batchTokens: atLeast(1, "batch-tokens"),
    pooling,
    normalize: values.normalize,
  };
}
