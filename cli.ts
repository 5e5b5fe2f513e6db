/** The command line of the project: runs a command of `lib/commands`. */
import process from "node:process";
<<<<<<< HEAD
import { messageOf, systemError, UserError } from "./lib/base/mod.ts";
import { goWhereTheUserStands, runCommandLine } from "./lib/commands/mod.ts";
=======
import { messageOf, printable, UserError } from "./lib/base/mod.ts";
import { runCommandLine } from "./lib/commands/mod.ts";
>>>>>>> setup

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
<<<<<<< HEAD
    if (!told) throw error;
    console.error(messageOf(told));
=======
    if (!(error instanceof UserError)) throw error;
    console.error(printable(messageOf(error)));
>>>>>>> setup
    process.exitCode = 1;
  }
}
