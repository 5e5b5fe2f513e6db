import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import path from "node:path";
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
