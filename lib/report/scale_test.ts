import { checkScale } from "./scale.ts";

Deno.test("results/scale.md says what the measured step and the code give", async () => {
  await checkScale();
});
