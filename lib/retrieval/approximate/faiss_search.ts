/** Approximate search with FAISS, a Python package that is not installed with the project. */
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runProgram, tail, UserError } from "../../base/mod.ts";
import type { Hits } from "../bm25/mod.ts";

/** An approximate index. */
export interface FaissIndex {
  /** FAISS's factory string: the reference's is `OPQ32,IVF262144_HNSW32,PQ32,RFlat`. */
  readonly factory: string;
  /** Lists of an inverted index that are looked into; the reference's number is not known. */
  readonly probes: number;
  /** The Python that has FAISS. */
  readonly python: string;
}

export interface FaissSearch {
  /** Adds vectors of passages, `[n * D]`. */
  add(vectors: Float32Array): Promise<void>;
  /**
   * Builds the index and searches it.
   *
   * @param queries `[Q * D]`
   * @returns The passages that were found of each query, best first; fewer than k where the lists looked into have fewer.
   * @throws UserError where FAISS refuses.
   */
  search(queries: Float32Array, k: number): Promise<Hits[]>;
  /** Removes the vectors. */
  dispose(): Promise<void>;
}

const program = fileURLToPath(new URL("./faiss_search.py", import.meta.url));

/** The version of FAISS; undefined where a Python lacks it. */
export async function faissVersion(python: string): Promise<string | undefined> {
  const { ok, stdout } = await runProgram([python, program, "--check"]);
  return ok ? stdout.trim() : undefined;
}

/**
 * Starts a search; vectors are put into a temporary file, 4 bytes a value.
 *
 * @throws UserError where FAISS is not installed, with how to install it.
 */
export async function startFaissSearch(
  { factory, probes, python }: FaissIndex,
  width: number,
): Promise<FaissSearch> {
  if (await faissVersion(python) === undefined) {
    throw new UserError(
      `Expected FAISS for an approximate index but ${python} does not have it. Install it (MIT, 65 MB): ` +
        `${python} -m pip install faiss-cpu==1.15.1. Or leave --approximate out: the search is then exact.`,
    );
  }
  const folder = await mkdtemp(path.join(tmpdir(), "faiss-"));
  const at = (name: string) => path.join(folder, name);
  const passages = await open(at("passages.f32"), "w");
  let written = Promise.resolve();
  return {
    add(vectors) {
      const { buffer, byteOffset, byteLength } = vectors;
      const bytes = new Uint8Array(buffer, byteOffset, byteLength);
      return written = written.then(() => passages.writeFile(bytes));
    },
    async search(queries, k) {
      await writeFile(
        at("queries.f32"),
        new Uint8Array(queries.buffer, queries.byteOffset, queries.byteLength),
      );
      const found = await runProgram([python, program, folder, `${width}`, `${k}`, factory, `${probes}`]);
      if (!found.ok) {
        throw new UserError(
          `Expected FAISS to build and search the index "${factory}" but it ended:\n${tail(found, 3)}`,
        );
      }
      const numbers = async (name: string) => (await readFile(at(name))).buffer as ArrayBuffer;
      const positions = new Int32Array(await numbers("positions.i32"));
      const scores = new Float32Array(await numbers("scores.f32"));
      const count = queries.length / width, each = positions.length / count;
      return Array.from({ length: count }, (_, query) => {
        const mine = positions.subarray(query * each, (query + 1) * each);
        const size = mine.indexOf(-1) < 0 ? each : mine.indexOf(-1);
        return {
          positions: mine.subarray(0, size),
          scores: scores.subarray(query * each, query * each + size),
        };
      });
    },
    async dispose() {
      await passages.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
