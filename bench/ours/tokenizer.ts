/** Tokenises texts with each tokenizer of a folder; the same work as `peers/tokenizer.py`. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { loadTokenizer } from "../../lib/text/mod.ts";
import { contestantArgs, printLine, residentBytes } from "../harness/contestant.ts";

const { folder } = contestantArgs();
const texts: string[] = JSON.parse(await readFile(path.join(folder, "texts.json"), "utf8"));
const line: Record<string, unknown> = {};
for (const name of ["wordpiece", "bpe"]) {
  const tokenizer = await loadTokenizer(path.join(folder, name));
  const started = cpuSeconds();
  const ids = texts.map((text) => tokenizer.encode(text, 200));
  line[name] = texts.length / (cpuSeconds() - started);
  const hash = createHash("sha256");
  for (const each of ids) hash.update(each);
  line[`${name}Ids`] = hash.digest("hex");
}

/** CPU seconds of all threads, including garbage collection. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

printLine({ ...line, peakBytes: residentBytes().peak });
