/**
 * The one command line of the project.
 *
 * Each command is loaded when it is asked for: `setup` has to run before anything of npm is there.
 */
import process from "node:process";
import { messageOf, UserError } from "./lib/base/mod.ts";

interface Command {
  readonly help: string;
  /** Runs without anything of npm. */
  readonly bare?: boolean;
  /** Explains its own options under `--help`. */
  readonly ownHelp?: boolean;
  /** Loads the command; it takes the arguments after its name and returns the exit code. */
  load(): Promise<(args: string[]) => Promise<number>>;
}

const commands: Record<string, Command> = {
  setup: {
    help: "install everything inside the project; --gpu takes TensorFlow's GPU build, --force redoes all",
    bare: true,
    load: async () => (await import("./lib/setup/mod.ts")).setup,
  },
  doctor: {
    help: "say what is there, how fast it is, and what to do about what is missing",
    bare: true,
    load: async () => (await import("./lib/setup/doctor.ts")).doctor,
  },
  reproduce: {
    help:
      "run the experiments and compare the results with the committed ones; --tier smoke, laptop or paper",
    load: async () => (await import("./lib/commands/reproduce.ts")).reproduce,
  },
  pretrain: {
    help: "pretrain the encoder `tiny`, or go on with it",
    ownHelp: true,
    load: async () => (await import("./lib/commands/pretrain.ts")).pretrain,
  },
  evaluate: {
    help: "the effectiveness of run files, with trec_eval's values",
    ownHelp: true,
    load: async () => (await import("./lib/commands/evaluate.ts")).evaluateCommand,
  },
  compare: {
    help: "run files against a baseline, or against their reproduction: tests, intervals, effect sizes",
    ownHelp: true,
    load: async () => {
      const { compareCommand } = await import("./lib/commands/compare.ts");
      return (args) =>
        compareCommand(args, {
          async draw(file, systems) {
            const { differencesFigure, writeFigure } = await import("./lib/figures/mod.ts");
            await writeFigure(file, differencesFigure(systems));
          },
        });
    },
  },
  search: {
    help: "rank a collection's passages for its queries, with BM25 or an encoder, and write the run",
    ownHelp: true,
    load: async () => (await import("./lib/commands/search.ts")).search,
  },
  encode: {
    help: "embed a file of texts with an encoder",
    ownHelp: true,
    load: async () => (await import("./lib/commands/encode.ts")).encode,
  },
  lab: {
    help: "open JupyterLab on the notebooks; further options go to JupyterLab",
    bare: true,
    load: async () => (await import("./lib/commands/lab.ts")).lab,
  },
  notebooks: {
    help: "execute the notebooks in place, all or those named",
    bare: true,
    load: async () => (await import("./lib/commands/notebooks.ts")).notebooks,
  },
  bench: {
    help: "measure this project against other systems; --list names the benches",
    ownHelp: true,
    load: async () => (await import("./bench/harness/command.ts")).bench,
  },
  test: {
    help: "format, lint, types, unit tests and notebooks, of everything or of the paths named",
    bare: true,
    load: async () => (await import("./lib/checks/mod.ts")).test,
  },
};

function help(): string {
  const lines = Object.entries(commands).map(([name, { help }]) => `  ${name.padEnd(11)} ${help}`);
  return ["Usage: deno task <command> [options]", "", ...lines].join("\n");
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(help());
    return name === undefined ? 1 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    throw new UserError(
      `Expected a command (${Object.keys(commands).join(", ")}) but found "${name}". See --help.`,
    );
  }
  // The larger commands have a help of their own.
  if (command.bare && args.length === 1 && (args[0] === "--help" || args[0] === "-h")) {
    console.log(`deno task ${name}: ${command.help}`);
    return 0;
  }
  if (!command.bare) {
    const { packagesAreCurrent } = await import("./lib/setup/npm.ts");
    if (!packagesAreCurrent()) {
      throw new UserError(
        "The npm packages are not what package-lock.json says. Run `deno task setup` first.",
      );
    }
  }
  return (await command.load())(args);
}

/** Whether a message alone is what the person at the keyboard needs. */
function isForUser(error: unknown): error is Error {
  return error instanceof UserError ||
    (error instanceof TypeError && String((error as { code?: unknown }).code).startsWith("ERR_PARSE_ARGS"));
}

if (import.meta.main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!isForUser(error)) throw error;
    console.error(messageOf(error));
    process.exitCode = 1;
  }
}
