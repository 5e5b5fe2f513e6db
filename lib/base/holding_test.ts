import assert from "node:assert/strict";
import path from "node:path";
import { inTemporaryFolder } from "./folder_for_tests.ts";
import { holding } from "./holding.ts";

Deno.test("work under one lock is done one after another, and a failure gives the lock back", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "new", "lock");
    const events: string[] = [];
    const work = (name: string) =>
      holding(file, async () => {
        events.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        events.push(`${name} ends`);
        if (name === "a") throw new Error("failed");
      });
    const [first] = await Promise.allSettled([work("a"), work("b")]);
    assert.equal(first.status, "rejected");
    assert.deepEqual(events.map((event) => event.split(" ")[1]), ["begins", "ends", "begins", "ends"]);
  }));

Deno.test("waiting for a lock ends when it is aborted", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "lock");
    const stop = new AbortController();
    await holding(file, async () => {
      const waiting = holding(file, () => Promise.resolve(), stop.signal);
      stop.abort(new Error("stopped by the test"));
      await assert.rejects(waiting, /stopped by the test/);
    });
  }));
