/** Runs commands in tests and keeps what they print. */
import process from "node:process";
import type { Command, Options } from "./command.ts";
import { runCommand } from "./run_command.ts";

/** What a command printed, and its exit code. */
export interface Printed {
  readonly code: number;
  /** On standard output. */
  readonly out: string;
  /** On standard error. */
  readonly err: string;
}

/** Runs a command in this process. */
export async function printed<O extends Options>(command: Command<O>, args: string[]): Promise<Printed> {
  const said = { out: "", err: "" };
  const { write } = process.stdout, { write: writeError } = process.stderr;
  const { log, error } = console;
  const into = (name: "out" | "err") => (text: string | Uint8Array, ...rest: unknown[]) => {
    said[name] += text;
    const done = rest.at(-1);
    if (typeof done === "function") done();
    return true;
  };
  process.stdout.write = into("out");
  process.stderr.write = into("err");
  console.log = (...values: unknown[]) => said.out += `${values.join(" ")}\n`;
  console.error = (...values: unknown[]) => said.err += `${values.join(" ")}\n`;
  try {
    return { code: await runCommand(command, args), ...said };
  } finally {
    process.stdout.write = write;
    process.stderr.write = writeError;
    Object.assign(console, { log, error });
  }
}
