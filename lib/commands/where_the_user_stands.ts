/** The folder that relative paths are meant from. */
import { existsSync, realpathSync } from "node:fs";
import process from "node:process";
import { root } from "../base/mod.ts";

/**
 * Goes to the folder that the user was in, where `deno task` left it for the project's root: `deno task` says in
 * `INIT_CWD` which that was. From there on, all relative paths are the user's: options, operands and variables.
 */
export function goWhereTheUserStands(): void {
  const { INIT_CWD: folder } = process.env;
  // Only `deno task` starts a command in the root on behalf of someone elsewhere.
  if (!folder || !existsSync(folder) || realpathSync(process.cwd()) !== realpathSync(root)) return;
  process.chdir(folder);
  // Programs that this one starts in the root are meant to be there.
  delete process.env.INIT_CWD;
}
