/** Runs a command with its arguments. */
import type { Command, Options } from "./command.ts";
import { helpOf } from "./help.ts";
import { print } from "./output.ts";
import { asksForHelp, readArguments } from "./read_arguments.ts";

/**
 * Runs a command, or shows its help.
 *
 * @param args The arguments after the command's name.
 * @returns The exit code.
 * @throws UserError for arguments that the command does not take, or where npm packages are missing.
 */
export async function runCommand<O extends Options>(
  command: Command<O>,
  args: readonly string[],
): Promise<number> {
  // Loaded only here, as commands without packages start faster without it.
  if (command.needsPackages) (await import("../setup/mod.ts")).requirePackages();
  if (asksForHelp(args) && (args.length === 1 || !command.operands?.passThrough)) {
    print(await helpOf(command));
    return 0;
  }
  const { options, operands } = await readArguments(command, args);
  return await command.run(options, operands);
}
