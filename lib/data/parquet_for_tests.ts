/** Parquet files that pyarrow wrote, for tests: see `goldens/parquet.py`. */
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { inProject } from "../base/mod.ts";

interface Golden {
  readonly files: Readonly<Record<string, string>>;
  readonly expected: {
    readonly corpus: { readonly _id: string[]; readonly title: string[]; readonly text: string[] };
    readonly queries: { readonly _id: string[]; readonly text: string[] };
    readonly judged: Readonly<Record<"query-id" | "corpus-id", string[]>>;
    readonly scores: number[];
  };
}

const golden: Golden = JSON.parse(readFileSync(inProject("goldens", "parquet.json"), "utf8"));

/** What was written. */
export const expected = golden.expected;

/** The content of a file by its path in a collection's folder. */
export function parquetBytes(name: string): Uint8Array {
  return Buffer.from(golden.files[name], "base64");
}

/** Puts a collection in the hub's layout into a folder. */
export async function writeParquetCollection(folder: string): Promise<void> {
  for (const name of Object.keys(golden.files).filter((name) => name.includes("/"))) {
    await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
    await writeFile(path.join(folder, name), parquetBytes(name));
  }
}
