/** All commands by name, each loaded when it is needed. */
import { readFileSync } from "node:fs";
import { didYouMean, inProject, UserError } from "../base/mod.ts";
import type { Command, Options } from "./command.ts";
import { listOf } from "./help.ts";
import { print, say } from "./output.ts";
import { runCommand } from "./run_command.ts";

export type { Command, Options } from "./command.ts";
export { goWhereTheUserStands } from "./where_the_user_stands.ts";

type Loader = () => Promise<{ default: Command<Options> }>;

/** In the order of the list. */
const loaders = {
  setup: () => import("./setup.ts"),
  doctor: () => import("./doctor.ts"),
  reproduce: () => import("./reproduce.ts"),
  pretrain: () => import("./pretrain.ts"),
  results: () => import("./results.ts"),
  report: () => import("./report.ts"),
  evaluate: () => import("./evaluate.ts"),
  compare: () => import("./compare.ts"),
  search: () => import("./search.ts"),
  rerank: () => import("./rerank.ts"),
  encode: () => import("./encode.ts"),
  train: () => import("./train.ts"),
  mine: () => import("./mine.ts"),
  diagnose: () => import("./diagnose.ts"),
  lab: () => import("./lab.ts"),
  notebooks: () => import("./notebooks.ts"),
  bench: () => import("./bench.ts"),
  test: () => import("./test.ts"),
} satisfies Record<string, Loader>;

/** The descriptions of all commands. */
export async function loadCommands(): Promise<Command<Options>[]> {
  return await Promise.all(Object.values<Loader>(loaders).map(async (load) => (await load()).default));
}

/**
 * Runs a command line.
 *
 * @param line The command's name and its arguments.
 * @returns The exit code.
 * @throws UserError for an unknown command, or arguments that the command does not take.
 */
export async function runCommandLine([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined) {
    say(listOf(await loadCommands()).trimEnd());
    return 2; // the custom for a command line that lacks something
  }
  if (name === "--help" || name === "-h" || name === "help") {
    print(listOf(await loadCommands()));
    return 0;
  }
  if (name === "--version" || name === "-V") {
    print(`${JSON.parse(readFileSync(inProject("deno.json"), "utf8")).version}\n`);
    return 0;
  }
  if (!Object.hasOwn(loaders, name)) {
    const names = Object.keys(loaders);
    throw new UserError(
      `Expected a command (${names.join(", ")}) but found "${name}".${didYouMean(name, names)} ` +
        "`deno task` lists the tasks, --help explains the commands.",
    );
  }
  const load: Loader = loaders[name as keyof typeof loaders];
  return await runCommand((await load()).default, args);
}
