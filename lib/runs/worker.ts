/**
 * A process that performs runs, one after another, for the process that started it: a line of JSON on standard input
 * is a run to perform, lines on standard output tell of it. It saves what it has, and ends, when its input does.
 */
import process from "node:process";
import { createInterface } from "node:readline";
import { systemError, UserError } from "../base/mod.ts";
import { performAndTell } from "./perform_and_tell.ts";
import type { RunRequest } from "./run_request.ts";
import type { FromWorker } from "./workers.ts";

const send = (line: FromWorker) => process.stdout.write(JSON.stringify(line) + "\n");

const controller = new AbortController();
const requests = createInterface({ input: process.stdin });
requests.on("close", () => controller.abort());
// Where the process that started it was killed, nobody reads.
process.stdout.on("error", () => {});
// Ctrl-C reaches this process as well as the one that started it, which decides; so does the SIGTERM of a group.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => controller.abort());

for await (const request of requests) {
  const { config, ...asked } = JSON.parse(request) as RunRequest;
  try {
    await performAndTell(config, { ...asked, signal: controller.signal, tell: send });
    send({ done: true });
  } catch (error) {
    const told = error instanceof UserError ? error : systemError(error);
    const { message, stack = message } = error as Error;
    send({ failed: told?.message ?? stack });
  }
}
