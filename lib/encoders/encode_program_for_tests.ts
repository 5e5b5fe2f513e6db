/** A process that encodes a file, for the test of several at once. */
import process from "node:process";
import { encodeFile } from "./encode_file.ts";
import { loadEncoder } from "./encoder.ts";

const [input, output] = process.argv.slice(2);
const encoder = await loadEncoder("tiny");
await encodeFile(encoder, { input, output, maxLength: 64, chunk: 300, keepEvery: 50 });
