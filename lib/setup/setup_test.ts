import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inProject } from "../base/mod.ts";
import { lockDifferences } from "./npm.ts";
import { withoutTensorFlow } from "./python.ts";

const lock = (packages: Record<string, { version?: string; optional?: boolean }>) => ({ packages });

Deno.test("a package that is missing, older or too many is a difference, an optional one that is missing is none", () => {
  const wanted = lock({
    "": {},
    "node_modules/a": { version: "1.0.0" },
    "node_modules/b": { version: "2.0.0" },
    "node_modules/c": { version: "3.0.0" },
    "node_modules/other-system": { version: "1.0.0", optional: true },
  });
  const installed = lock({
    "node_modules/a": { version: "1.0.0" },
    "node_modules/b": { version: "1.9.0" },
    "node_modules/d": { version: "1.0.0" },
  });
  assert.deepEqual(lockDifferences(wanted, installed), [
    "node_modules/b",
    "node_modules/c",
    "node_modules/d",
  ]);
  assert.deepEqual(lockDifferences(wanted, wanted), []);
});

Deno.test("the lock file names no place to download from, and every package but those of other systems has a hash", () => {
  const { packages } = JSON.parse(readFileSync(inProject("package-lock.json"), "utf8"));
  for (const [name, entry] of Object.entries<Record<string, unknown>>(packages)) {
    assert.ok(!("resolved" in entry), `${name} is resolved to ${entry.resolved}`);
    assert.ok(name === "" || "integrity" in entry || entry.optional, `${name} has no integrity`);
  }
});

Deno.test("every Python requirement is pinned", () => {
  for (const file of ["requirements.txt", "requirements-gpu.txt"]) {
    for (const line of readFileSync(inProject(file), "utf8").split("\n")) {
      assert.ok(line === "" || /^(#|[\w.-]+==[\w.]+( ; .*)?$)/.test(line), `${file}: ${line}`);
    }
  }
});

Deno.test("without TensorFlow, the other requirements stay", () => {
  const requirements = readFileSync(inProject("requirements.txt"), "utf8");
  const rest = withoutTensorFlow(requirements);
  assert.doesNotMatch(rest, /^tensorflow/m);
  assert.equal(requirements.split("\n").length - rest.split("\n").length, 2);
  assert.match(rest, /^jupyterlab==/m);
});
