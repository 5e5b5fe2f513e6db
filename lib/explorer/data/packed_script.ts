/** A script of data in a third of its room: gzipped, and in base64 so that it is a script still. */
import { gzipSync } from "node:zlib";
import { dataScript } from "./script.ts";

/** A script that hands a value to the explorer's page under a name, once the page has unpacked it. */
export function packedScript(name: string, value: unknown): string {
  return `explorerPacked("${gzipSync(dataScript(name, value), { level: 9 }).toString("base64")}");\n`;
}
