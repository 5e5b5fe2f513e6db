import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { inProject } from "../base/mod.ts";
import { codeOfNotebook } from "../jupyter/mod.ts";
import { claims } from "../studies/mod.ts";
import { showClaims } from "./show_claims.ts";

Deno.test("every claim is shown by one of the notebooks 03 to 07 or 10", () => {
  const code = readdirSync(inProject("notebooks")).filter((name) => /^(0[3-7]|10).*\.ipynb$/.test(name))
    .map((name) => codeOfNotebook(readFileSync(inProject("notebooks", name), "utf8")))
    .filter((code) => code.includes("await showClaims(")).join();
  assert.deepEqual(claims.map(({ id }) => id).filter((id) => !code.includes(`"${id}"`)), []);
});

Deno.test("a claim that there is not is refused with those that there are", async () => {
  await assert.rejects(showClaims(["Z"]), /a claim's id but found "Z"\. There are A; B; C/);
});
