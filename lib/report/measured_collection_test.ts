import assert from "node:assert/strict";
import { measuredCollection } from "./measured_collection.ts";

Deno.test("a collection of MS MARCO's size was measured on disk, and one of another size is refused", () => {
  const { arrowSize, indexSize } = measuredCollection(8_841_823);
  assert.ok(arrowSize > 3e9 && indexSize > 3e9);
  assert.throws(() => measuredCollection(7), {
    name: "UserError",
    message: /Expected a collection of 7 passages in .*scale\.json/,
  });
});
