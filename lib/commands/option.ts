/** What an option is. */
import type { UserError } from "../base/mod.ts";

/**
 * The error for a value that an option does not accept.
 *
 * @param rule What the value must be, to follow "expected --name to be".
 * @param found The value.
 * @param hint A sentence that follows, with a space before it.
 */
export type Refuse = (rule: string, found: string, hint?: string) => UserError;

/** An option that reads a value of type `T`. */
export interface Option<T> {
  /** What it means, in a line. */
  readonly help: string;
  /** What stands for its value in the help, such as `FILE`; absent where it takes none. */
  readonly value?: string;
  /** How many values follow each `--name`. */
  readonly takes: "nothing" | "one" | "many";
  /** Whether it may occur more than once. */
  readonly repeatable: boolean;
  readonly required: boolean;
  /** Whether `--no-name` is how it is used. */
  readonly negative?: boolean;
  /** The default as the help shows it. */
  readonly shownDefault?: string;
  /** The heading above it in the help. */
  readonly group?: string;
  /** The values that it accepts, where they can be listed. */
  readonly choices?: Choices<string>;
  /** Its value, from the values of each occurrence; those of a switch are none, or `no`. */
  read(occurrences: readonly (readonly string[])[], refuse: Refuse): T | Promise<T>;
  /**
   * Checks once all options are read, and before any work, what the value names.
   *
   * @throws UserError where the command would fail by it.
   */
  check?(value: T): Promise<void>;
  /** The files that are written by it. */
  writes?(value: T): readonly string[];
}

/** The type of an option's value. */
export type OptionValue<O> = O extends Option<infer T> ? T : never;

/** Accepted values: a list, or a function that loads the code that has the list. */
export type Choices<T extends string> = readonly T[] | (() => readonly T[] | Promise<readonly T[]>);

/** What any option may have. */
export interface Settings {
  /** The heading above it in the help; options of the same heading stand together. */
  group?: string;
  /** The default in words, where it is not one value. */
  shownDefault?: string;
}

/** The accepted values of an option. */
export async function namesOf<T extends string>(choices: Choices<T>): Promise<readonly T[]> {
  return typeof choices === "function" ? await choices() : choices;
}
