import assert from "node:assert/strict";
import { msMarcoFiles, withMSMarco } from "./ms_marco_for_tests.ts";
import { readTop1000 } from "./top1000.ts";

Deno.test("the official best passages of each query are read in their order", () =>
  withMSMarco(async () => {
    assert.deepEqual([...await readTop1000(2019)], [["19335", ["7", "15", "5", "6"]], ["47923", [
      "18",
      "26",
      "16",
      "17",
    ]]]);
    assert.deepEqual([...(await readTop1000(2020)).keys()], ["1030303", "1037496"]);
  }, { layout: "published" }));

Deno.test("a line of another format is named", async () => {
  const name = "msmarco-passagetest2019-top1000.tsv";
  const files = msMarcoFiles();
  await withMSMarco(() => assert.rejects(readTop1000(2019), /four columns .*top1000\.tsv, line 2/), {
    files: { ...files, [name]: files[name].replace(/\n(\d+)\t(\d+)\t/, "\n$1 $2\t") },
  });
});
