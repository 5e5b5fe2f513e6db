/** Encodes the prepared texts; the same work as `peers/encode.py`. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { encodeTexts, loadEncoder } from "../../lib/encoders/mod.ts";
import { engine } from "../../lib/engine/mod.ts";
import { contestantArgs, printLine, residentBytes } from "../harness/contestant.ts";

const { folder } = contestantArgs();
const { model, wordnet, long } = JSON.parse(await readFile(path.join(folder, "texts.json"), "utf8"));
const encoder = await loadEncoder(model);
const encode = (texts: string[]) => encodeTexts(encoder, texts, { maxLength: 200 });

async function timed(texts: string[]): Promise<number> {
  const started = performance.now();
  await encode(texts);
  return (performance.now() - started) / 1000;
}

const rows = await encode([...wordnet.slice(0, 64), ...long.slice(0, 64)]); // warm-up
const sample = [0, 1, 64, 65].flatMap((i) => [...rows.subarray(i * encoder.width, i * encoder.width + 4)]);
const line = {
  wordnet: await timed(wordnet),
  long: await timed(long),
  peakBytes: residentBytes().peak,
  sample,
};
printLine(line, { TensorFlow: engine.tensorflow ?? engine.backend });
