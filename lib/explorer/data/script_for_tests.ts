/** Data files of the explorer, as its page reads them, for tests. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { Buffer } from "node:buffer";

/** The script that was packed into a data file. */
export async function scriptOf(folder: string, name: string): Promise<string> {
  const script = await readFile(path.join(folder, "data", `${name}.js`), "utf8");
  const scripts: string[] = [];
  const unpack = (packed: string) => scripts.push(gunzipSync(Buffer.from(packed, "base64")).toString());
  new Function("explorerPacked", script)(unpack);
  assert.equal(scripts.length, 1);
  return scripts[0];
}

/** The value of a data file. */
// deno-lint-ignore no-explicit-any
export async function valueOf(folder: string, name: string): Promise<any> {
  const found: unknown[] = [];
  new Function("explorerData", await scriptOf(folder, name))((...given: unknown[]) => found.push(...given));
  assert.equal(found[0], name);
  return found[1];
}
