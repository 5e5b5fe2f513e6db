import assert from "node:assert/strict";
import { describeMeasures } from "./describe.ts";
import { parseMeasure } from "./parse.ts";

Deno.test("every description's syntax is understood, with its defaults written out", () => {
  for (const { syntax, aliases } of describeMeasures()) {
    const name = syntax.replace(/\[?@k\]?/, syntax.includes("@") ? "@10" : "");
    assert.doesNotThrow(() => parseMeasure(name), name);
    for (const alias of aliases) assert.doesNotThrow(() => parseMeasure(name.replace(/^\w+/, alias)));
  }
});

Deno.test("measures that trec_eval has carry its name", () => {
  const names = Object.fromEntries(describeMeasures().map(({ name, trecEval }) => [name, trecEval]));
  assert.equal(names.AP, "map, map_cut_k");
  assert.equal(names.ERR, "");
});
