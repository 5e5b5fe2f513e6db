import assert from "node:assert/strict";
import { encoderNamed, encoderNames, encoderRank, encoders, encoderWeights, NO_ENCODER } from "./registry.ts";

Deno.test("tables have BM25 first, then the encoders in their order, then others", () => {
  const sorted = ["elsewhere", "tiny", NO_ENCODER, "minilm"].sort((a, b) => encoderRank(a) - encoderRank(b));
  assert.deepEqual(sorted, [NO_ENCODER, "minilm", "tiny", "elsewhere"]);
});

Deno.test("an encoder that may change under its name has a fingerprint, the others have none", () => {
  assert.match(encoderWeights("tiny"), /^[0-9a-f]{16}$/);
  assert.equal(encoderWeights("minilm"), "");
  assert.equal(encoderWeights(NO_ENCODER), "");
  assert.equal(encoderNamed("elsewhere"), undefined);
});

Deno.test("every encoder has a name of its own, and a guess of its speed", () => {
  assert.equal(new Set(encoderNames).size, encoders.length + 1);
  for (const { secondsPerText } of encoders) assert.ok(secondsPerText.train > secondsPerText.encode);
});
