import assert from "node:assert/strict";
import { startCheckpointClock } from "./checkpoint_clock.ts";

Deno.test("a checkpoint is due by steps, and by 20 seconds of work", async () => {
  let now = 0;
  const clock = startCheckpointClock(100, () => now);
  assert.deepEqual([clock.due(99), clock.due(100), clock.worthIt()], [false, true, false]);
  now = 20_000;
  assert.ok(clock.due(1) && clock.worthIt());
  await clock.save(() => Promise.resolve(void (now += 3_000)));
  now += 20_000;
  assert.equal(clock.due(2), false, "one that takes 3 s to write is due after 60 s");
  now += 40_000;
  assert.ok(clock.due(2));
});
