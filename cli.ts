/** The command line of the project: runs a command of `lib/commands`. */
import process from "node:process";
import { messageOf, printable, UserError } from "./lib/base/mod.ts";
import { runCommandLine } from "./lib/commands/mod.ts";

if (import.meta.main) {
  // A reader that stops early, as `head` does, is no error.
  process.stdout.on("error", (error: Error & { code?: string }) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  // Warnings name ids and files, which come from outside.
  const { warn } = console;
  console.warn = (...texts) =>
    warn(...texts.map((text) => typeof text === "string" ? printable(text) : text));
  try {
    process.exitCode = await runCommandLine(process.argv.slice(2));
  } catch (error) {
    // Other errors are ours, and their stack trace helps.
    if (!(error instanceof UserError)) throw error;
    console.error(printable(messageOf(error)));
    process.exitCode = 1;
  }
}
