/** What a command is: a description, from which its help is made and its arguments are read, and what it does. */
import type { Option, OptionValue } from "./option.ts";

/** Options by name, in camel case: `perQuery` is `--per-query`. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values of options, by the same names. */
export type Values<O extends Options> = { readonly [Name in keyof O]: OptionValue<O[Name]> };

/** Arguments that belong to no option. */
export interface Operands {
  /** As the usage line shows them: `[NAME …]`. */
  readonly value: string;
  /** One line. */
  readonly help: string;
  /** Whether options that the command does not know are operands too, which another program reads. */
  readonly passThrough?: boolean;
}

/** An example of a command. */
export interface Example {
  /** What it does, in a few words. */
  readonly does: string;
  /** The arguments, as they are typed. */
  readonly args: string;
}

export interface Command<O extends Options = Options> {
  readonly name: string;
  /** One line, which the list of commands and deno.json show. */
  readonly summary: string;
  /** The usual ways to call it, where more than the required options belong in the usage line. */
  readonly usage?: readonly string[];
  /** What else there is to know, shown at the end of the help. */
  readonly details?: () => string | Promise<string>;
  readonly options: O;
  /** Absent where all arguments are options. */
  readonly operands?: Operands;
  readonly examples: readonly [Example, ...Example[]];
  /** What Deno has to allow it, as flags of `deno run`; default all, `-A`. deno.json says the same. */
  readonly permissions?: string;
  /** Whether npm packages have to be installed; default false. */
  readonly needsPackages?: boolean;
  /**
   * Does the work. Results go to standard output, all else to standard error.
   *
   * @returns The exit code.
   */
  run(options: Values<O>, operands: readonly string[]): Promise<number>;
}

/** The permissions of a command that reads and writes files and loads native libraries, and runs no other program. */
export const NO_NETWORK = "--allow-read --allow-write --allow-env --allow-sys --allow-ffi";

/** Infers the types of a command's options. */
export function defineCommand<O extends Options>(command: Command<O>): Command<O> {
  return command;
}
