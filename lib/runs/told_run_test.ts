import assert from "node:assert/strict";
import { joined } from "./told_run.ts";

Deno.test("two lines of the same kind are one: work adds up, the last note counts", () => {
  assert.deepEqual(joined({ work: ["train", 96, 2] }, { work: ["train", 96, 1] }), {
    work: ["train", 192, 3],
  });
  assert.deepEqual(joined({ work: ["train", 96] }, { work: ["train", 96] }), { work: ["train", 192] });
  assert.deepEqual(joined({ note: "step 1" }, { note: "step 2" }), { note: "step 2" });
});

Deno.test("lines of different kinds stay two", () => {
  assert.equal(joined({ work: ["train", 96] }, { work: ["train", 96, 1] }), undefined);
  assert.equal(joined({ work: ["train", 96, 1] }, { work: ["encode", 96, 1] }), undefined);
  assert.equal(joined({ work: ["train", 96, 1] }, { note: "step 1" }), undefined);
  assert.equal(joined({ texts: { dev: 1, test: 2 } }, { texts: { dev: 1, test: 2 } }), undefined);
});
