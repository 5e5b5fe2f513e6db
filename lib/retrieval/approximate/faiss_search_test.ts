import assert from "node:assert/strict";
import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { generator } from "../../base/mod.ts";
import { inPython } from "../../setup/python_state.ts";
import { denseSearch } from "../dense.ts";
import { faissVersion, startFaissSearch } from "./faiss_search.ts";
import { shareFound } from "./loss.ts";

const width = 16, count = 1200;

/** Vectors around a few centres, as those of texts are. */
function clustered(vectors: number, seed: number): Float32Array {
  const random = generator(seed), centres = generator(1);
  const centre = Float32Array.from({ length: 20 * width }, () => centres.normal());
  const all = new Float32Array(vectors * width);
  for (let i = 0; i < vectors; i++) {
    const at = random.below(20) * width;
    let squares = 0;
    for (let d = 0; d < width; d++) {
      squares += (all[i * width + d] = centre[at + d] + 0.5 * random.normal()) ** 2;
    }
    for (let d = 0; d < width; d++) all[i * width + d] /= Math.sqrt(squares);
  }
  return all;
}

Deno.test("without FAISS, one line says how to install it", () =>
  inTemporaryFolder(async (folder) => {
    const python = path.join(folder, "python");
    await writeFile(python, "#!/bin/sh\nexit 1\n");
    await chmod(python, 0o755);
    await assert.rejects(
      startFaissSearch({ factory: "Flat", probes: 1, python }, width),
      /Expected FAISS for an approximate index but .*python does not have it\. .*-m pip install faiss-cpu==/,
    );
  }));

const python = inPython("python");
const missing = await faissVersion(python) === undefined;
if (missing) console.warn(`FAISS is not tested: ${python} does not have it (pip install faiss-cpu).`);

Deno.test({
  name: "a flat index finds what the exact search finds, the reference's kind of index most of it",
  ignore: missing,
  fn: async () => {
    const passages = clustered(count, 2), queries = clustered(25, 3);
    const exact = denseSearch(queries, passages, { width, k: 20 });
    const searched = async (factory: string, probes: number) => {
      const search = await startFaissSearch({ factory, probes, python }, width);
      try {
        await search.add(passages.subarray(0, 500 * width));
        await search.add(passages.subarray(500 * width));
        return await search.search(queries, 20);
      } finally {
        await search.dispose();
      }
    };
    const flat = await searched("Flat", 1);
    assert.equal(shareFound(exact, flat, 20), 1);
    flat.forEach(({ scores }, query) =>
      scores.forEach((score, i) => assert.ok(Math.abs(score - exact[query].scores[i]) < 1e-5))
    );
    const wide = shareFound(exact, await searched("OPQ8,IVF16_HNSW32,PQ8x4,RFlat", 16), 20);
    const narrow = shareFound(exact, await searched("OPQ8,IVF16_HNSW32,PQ8x4,RFlat", 1), 20);
    assert.ok(wide > 0.6 && narrow > 0.05 && narrow < wide, `${narrow} and ${wide} of the exact best`);
    await assert.rejects(searched("Nonsense", 1), /build and search the index "Nonsense" but it ended/);
  },
});
