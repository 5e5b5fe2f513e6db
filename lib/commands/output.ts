/** Where commands write: results to standard output, all else to standard error, so that results can be piped. */
import process from "node:process";
import { finiteOrText } from "../base/mod.ts";

/** Writes a result as it is. */
export function print(text: string): void {
  process.stdout.write(text);
}

/** Says something that is not a result, on a separate line even while a progress line is shown. */
export function say(line: string): void {
  process.stderr.write(`${process.stderr.isTTY ? "\r\x1b[2K" : ""}${line}\n`);
}

/** Records as a JSON array, one record per line; infinite and undefined numbers are "inf", "-inf" and "n/a". */
export function jsonLines(records: readonly object[]): string {
  return `[\n${
    records.map((record) => JSON.stringify(record, (_, value) => finiteOrText(value))).join(",\n")
  }\n]\n`;
}
