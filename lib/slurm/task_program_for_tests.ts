/** A program of an array job, for tests: it does what its request says. */
import { performTask } from "./task.ts";
import { UserError } from "../base/mod.ts";

await performTask<string>(async (request, { signal, tell, worthSaving }) => {
  if (request === "fails") throw new UserError("Expected more.");
  if (request === "prepares" || request === "works") {
    if (request === "works") worthSaving();
    tell({ ready: true });
    await new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, 60_000);
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        tell({ saved: true });
        reject(signal.reason);
      });
    });
  }
});
