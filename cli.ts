/** The command line of the project: runs a command of `lib/commands`. */
import process from "node:process";
import { messageOf, printable, systemError, UserError } from "./lib/base/mod.ts";
import { goWhereTheUserStands, runCommandLine } from "./lib/commands/mod.ts";

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
    goWhereTheUserStands();
    process.exitCode = await runCommandLine(process.argv.slice(2));
  } catch (error) {
    const told = error instanceof UserError ? error : systemError(error);
    // Other errors are ours, and their stack trace helps.
    if (!told) throw error;
    console.error(printable(messageOf(told)));
    process.exitCode = 1;
  }
}
