import assert from "node:assert/strict";
import { readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { inCache, tryToHold } from "../../base/mod.ts";
import { loadMSMarco } from "./collection.ts";
import { withMSMarco } from "./ms_marco_for_tests.ts";
import { msMarcoTripleCount, msMarcoTriples } from "./training_triples.ts";

const other = "qidpidtriples.train.full";

Deno.test("the other list of pairs is taken where it is chosen alone, also under its former name", async () => {
  for (const name of [`${other}.tsv.gz`, `${other}.tar.gz`]) {
    await withMSMarco(async (mirror) => {
      const collection = await loadMSMarco();
      const folder = path.join(mirror, "msmarco-passage");
      await rename(path.join(folder, "qidpidtriples.train.full.2.tsv.gz"), path.join(folder, name));
      const refused = {
        name: "UserError",
        message: new RegExp(
          `full\\.2\\.tsv of msmarco-passage but found only .*${name}, .* triples: "${other}"`,
        ),
      };
      await assert.rejects(msMarcoTriples(collection, { seed: 1 }), refused);
      await assert.rejects(msMarcoTripleCount(), refused);
      const { queries } = await msMarcoTriples(collection, { seed: 1, list: other });
      assert.equal(queries.length, 3 * 128);
      assert.equal(await msMarcoTripleCount(other), 3 * 128);
    }, { layout: "gzipped" });
  }
});

/** Makes the list unreadable, under its size and time: what asks for it again fails. */
async function spoil(list: string): Promise<void> {
  const { atime, mtime, size } = await stat(list);
  await writeFile(list, " ".repeat(size));
  await utimes(list, atime, mtime);
}

Deno.test("the reading that counts triples is kept: none reads the list again", () =>
  withMSMarco(async (mirror) => {
    const collection = await loadMSMarco();
    assert.equal(await msMarcoTripleCount(), 3 * 128);
    await spoil(path.join(mirror, "msmarco-passage", "qidpidtriples.train.full.2.tsv"));
    const { queries } = await msMarcoTriples(collection, { seed: 1 });
    assert.equal(queries.length, 3 * 128);
    assert.notDeepEqual((await msMarcoTriples(collection, { seed: 2 })).queries, queries);
  }));

Deno.test("one process reads the list; others wait, and take what it has kept", () =>
  withMSMarco(async (mirror) => {
    const collection = await loadMSMarco();
    const made = await msMarcoTriples(collection, { seed: 1 });
    await spoil(path.join(mirror, "msmarco-passage", "qidpidtriples.train.full.2.tsv"));
    const [name] = (await readdir(inCache("msmarco-passage"))).filter((each) => /^pairs-.*arrow$/.test(each));
    const kept = inCache("msmarco-passage", name);
    // As if another process were still reading.
    const release = await tryToHold(`${kept}.lock`);
    await rename(kept, `${kept}.later`);
    const waiting = msMarcoTriples(collection, { seed: 1 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await rename(`${kept}.later`, kept);
    release!();
    assert.deepEqual(await waiting, made);
    await rm(kept);
    await assert.rejects(msMarcoTriples(collection, { seed: 1 }), /the file was cut/);
  }));
