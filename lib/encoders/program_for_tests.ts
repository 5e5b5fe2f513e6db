/**
 * A program that the tests run in a separate process: it loads a checkpoint's weights and prints how far the resident
 * memory rose at its peak, in bytes. Only Linux reports that.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { tf } from "../engine/mod.ts";
import { readEncoderConfig } from "./config_file.ts";
import { loadWeights } from "./load_weights.ts";

const [folder] = process.argv.slice(2);
const bytes = (field: string) =>
  1024 * Number(new RegExp(`${field}:\\s*(\\d+) kB`).exec(readFileSync("/proc/self/status", "utf8"))![1]);

const config = await readEncoderConfig(path.join(folder, "config.json"));
tf.tidy(() => tf.matMul(tf.ones([64, 64]), tf.ones([64, 64])).dataSync()); // the engine has started
writeFileSync("/proc/self/clear_refs", "5"); // the peak is counted from here
const before = bytes("VmRSS");
const weights = await loadWeights(folder, config);
for (const weight of weights.values()) tf.tidy(() => tf.sum(weight).dataSync());
console.log(JSON.stringify({ peak: bytes("VmHWM") - before }));
